"""The data elements that our transactions use: type, least and most characters, by the number of the X12 dictionary (5010).

Types: AN text as given, W words (text that is upper-cased and transliterated when written), ID code, R decimal, $ money,
N whole number, DT day, TM time. Source: X12 005010 data element dictionary.
"""

from typing import NamedTuple


class Element(NamedTuple):
    """One data element."""

    type: str
    least: int
    most: int


_ROWS = """
2 N 1 6|19 W 2 30|26 ID 2 3|28 N 1 9|61 AN 1 30|66 ID 1 2|67 AN 2 80|81 R 1 10|93 W 1 60|97 N 1 6|98 ID 2 3|100 ID 3 3|116 ID 3 15
118 R 1 9|123 N 1 6|127 AN 1 50|128 ID 2 3|143 ID 3 3|156 ID 2 2|166 W 1 55|234 AN 1 48|235 ID 2 2|280 R 4 10|305 ID 1 2
306 ID 1 2|329 AN 4 9|332 R 1 6|337 TM 4 8|338 R 1 6|350 AN 1 20|352 W 1 80|353 ID 2 2|355 ID 2 2|363 ID 3 3|364 AN 1 256
365 ID 2 2|366 ID 2 2|373 DT 8 8|374 ID 3 3|380 R 1 15|426 ID 2 2|443 AN 1 20|447 AN 1 4|449 AN 1 80|478 ID 1 1|479 ID 2 2
480 AN 1 12|481 ID 1 2|499 AN 1 10|506 ID 2 2|507 AN 3 12|508 AN 1 35|509 AN 10 10|510 AN 9 9|522 ID 1 3|554 N 1 6|569 ID 1 3
591 ID 3 3|594 ID 1 1|609 N 1 9|618 ID 1 3|620 ID 1 3|621 ID 1 3|628 AN 1 12|640 ID 2 2|659 ID 1 2|673 ID 2 2|706 ID 2 2
715 ID 1 1|716 ID 1 3|717 ID 1 1|719 N 1 6|721 ID 2 3|722 N 1 2|724 AN 1 99|725 N 1 4|734 AN 1 12|735 ID 1 2|736 ID 1 1
737 ID 2 2|738 ID 1 3|739 R 1 20|755 ID 2 2|756 ID 1 2|782 $ 1 18|799 AN 1 30|812 ID 1 10|901 ID 2 2|933 W 1 264|954 R 1 10
1005 ID 4 4|1028 AN 1 38|1029 ID 1 2|1032 ID 1 2|1033 ID 1 2|1034 ID 1 5|1035 W 1 60|1036 W 1 35|1037 W 1 25|1038 W 1 10|1039 W 1 10
1048 ID 1 3|1065 ID 1 1|1068 ID 1 1|1069 ID 2 2|1073 ID 1 1|1136 ID 2 2|1138 ID 1 1|1143 ID 1 1|1166 ID 2 2|1221 ID 1 3|1250 ID 2 3
1251 AN 1 35|1270 ID 1 3|1271 AN 1 30|1317 ID 1 1|1321 ID 2 3|1322 ID 1 1|1325 ID 1 1|1327 ID 1 1|1328 N 1 2|1331 AN 1 2|1332 ID 1 2
1336 ID 1 3|1339 AN 2 2|1342 ID 1 1|1351 ID 1 1|1354 ID 1 4|1359 ID 1 1|1362 ID 2 3|1363 ID 1 1|1366 ID 2 3|1473 ID 2 2|1514 ID 1 2
1526 ID 1 2|1527 ID 1 2|1528 N 1 2|1686 N 1 4|1705 AN 1 35|1715 ID 1 3|9998 AN 1 35|9999 AN 1 35
"""


def _table() -> dict[int, Element]:
    rows = (row.split() for line in _ROWS.split("\n") for row in line.split("|") if row)
    return {int(number): Element(kind, int(least), int(most)) for number, kind, least, most in rows}


ELEMENTS = _table()
