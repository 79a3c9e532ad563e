"""What nearly every object is: in order. One pass over an object proves that no rule of levels 3 and 4 has anything to say of it.

The rules stand in `balance` and `situations`, with their sources; nothing is judged here that is not judged there. A proof looks
for what is ordinary, and asks the rule itself about what is seldom. Where it fails nothing is wrong yet: then all rules are asked.
"""
