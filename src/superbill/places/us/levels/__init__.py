"""The level of a visit: evaluation and management codes of the United States as tables, by the day of service.

    grid          problems × data × risk: what counts, and two of three
    families      which codes a family has, for which decision making, from which minute, on which days
    withdrawn     codes that are gone, and what followed them
    prolonged     time beyond the longest visit: units by the minute, for CPT and for Medicare
    critical_care, preventive, telehealth, shared, new_patient, beside    a rule or a table each
    around, alone whose minutes count, modifiers, cautions; the families that are one rule each
    level         `level_of`: all of them together, with the reasons

Each table carries its source, and `seen`: the publication of CMS or of one of its contractors in which the number was looked up;
empty where it was not. No money is looked at, and nothing here says what to write in a note.
"""
