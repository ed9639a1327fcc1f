"""The reading of the corpus that the benchmark measures on, and the figures it is to reach."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path

import pytest

from benchmarks import rewording

TRUTH = (
    '<document reference="suspicious-document00001.txt"><feature name="about" language="en"/>'
    '<feature name="plagiarism" this_offset="3" this_length="4" source_offset="10" source_length="5"/></document>'
)


def test_pairs_come_with_both_texts_and_their_true_cases_only(tmp_path: Path) -> None:
    files = {
        "pan13/susp/suspicious-document00001.txt": "one\r\ntwo",
        "pan13/src/source-document00002.txt": "drei",
        "pan13/05-summary-obfuscation/suspicious-document00001-source-document00002.xml": TRUTH,
        "pan13/05-summary-obfuscation/pairs": "suspicious-document00001.txt source-document00002.txt",
    }
    with tarfile.open(tmp_path / "corpus.tar.xz", "w:xz") as archive:
        for name, text in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
    expected = rewording.Pair("05-summary-obfuscation", "one\r\ntwo", "drei", ((3, 7, 10, 15),))
    assert list(rewording.read_corpus(tmp_path / "corpus.tar.xz")) == [expected]


@pytest.mark.slow
@pytest.mark.skipif(
    not rewording.CORPUS.exists(), reason="../shared/data/pan13-training-sample.tar.xz is absent"
)
def test_rewordings_of_pairs_that_nothing_was_tuned_on_are_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert rewording.main(["--pairs", "even"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    plagdet = {line["kind"]: line["plagdet"] for line in lines if "kind" in line}
    assert plagdet["overall"] >= 0.88
    assert plagdet["02-no-obfuscation"] >= 0.93
