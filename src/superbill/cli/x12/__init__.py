"""Read, check, answer and change X12 files: 837, 835, 270/271, 276/277, 278, 834, 820, 275, 999, TA1, 997 and 824."""
