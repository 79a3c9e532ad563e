"""X12: bytes ↔ segments ↔ trees, driven by the tables in `transactions/`. No file, no clock, no claim.

read_interchanges(data)          envelopes, proved                     envelope.py
read_tree(T835.body, set.body)   segments by the table                 tree.py
check_tree(tree, set.body)       what breaks the guide                 validate.py
write_body(T835, branch)         a tree by the table → segments        write.py
write_interchange(envelope, …)   segments → bytes                      envelope.py
"""
