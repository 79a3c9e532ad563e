"""How well dictation hears: word error rate on sentences of visits that espeak-ng speaks, and how many wrong words are marked.

    python benchmarks/dictation.py

Needs superbill[dictation] and espeak-ng.
"""

import difflib
import re
import subprocess
import tempfile
import time
from pathlib import Path

from superbill.app.listen import listen

SENTENCES = (
    "Type two diabetes with high blood sugar, not controlled. Increase metformin to one thousand milligrams twice a day.",
    "The patient is stable and denies chest pain, fever, or shortness of breath.",
    "Pain in the right knee for three weeks after a fall at home.",
    "Essential hypertension, well controlled on lisinopril.",
    "Acute otitis media of the right ear. Start amoxicillin for ten days.",
    "No acute distress. Lungs are clear. Heart has a regular rhythm.",
    "Chronic obstructive pulmonary disease with an acute exacerbation.",
    "Follow up in two weeks, or sooner if the symptoms get worse.",
    "Primary osteoarthritis of the left knee. The knee was injected with steroid today.",
    "She has a history of breast cancer, in remission since last year.",
    "Major depression, recurrent, moderate. Continue sertraline.",
    "Urinary tract infection with burning on urination. Urine culture was sent.",
)
SPEEDS = (140, 165)


def words_in(text: str) -> list[str]:
    """The words alone, in small letters."""
    return re.findall(r"[a-z0-9']+", text.casefold())


def speak(text: str, speed: int) -> bytes:
    """A WAV file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "said.wav"
        subprocess.run(["espeak-ng", "-v", "en-us", "-s", str(speed), "-w", file, text], check=True)  # noqa: S607  (found on the path)
        return file.read_bytes()


def main() -> None:
    """Print the figures."""
    said = wrong = wrong_heard = wrong_marked = right = right_marked = length_ms = 0
    began = time.process_time()
    for text in SENTENCES:
        for speed in SPEEDS:
            heard = listen(speak(text, speed))
            length_ms += heard.length_ms
            pairs = [(word, one.is_sure) for one in heard.words for word in words_in(one.word)]
            wanted = words_in(text)
            said += len(wanted)
            for act, i, j, k, m in difflib.SequenceMatcher(
                None, wanted, [word for word, _ in pairs], autojunk=False
            ).get_opcodes():
                doubtful = sum(not sure for _, sure in pairs[k:m])
                if act == "equal":
                    right, right_marked = right + m - k, right_marked + doubtful
                else:
                    wrong, wrong_heard, wrong_marked = wrong + max(j - i, m - k), wrong_heard + m - k, wrong_marked + doubtful
    print(f"words said {said}, wrong {wrong} ({100 * wrong / said:.1f} %)")
    print(f"wrong words that were marked {wrong_marked} of {wrong_heard}; right words that were marked {right_marked} of {right}")
    print(
        f"processor seconds for each second of speech {(time.process_time() - began) * 1000 / length_ms:.2f}, {length_ms / 1000:.0f} s"
    )


if __name__ == "__main__":
    main()
