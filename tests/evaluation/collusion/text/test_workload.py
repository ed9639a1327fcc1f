"""The public workload, at a fifth of its size: what is planted is found, and little else."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
TOOLS = ROOT.parent / "shared" / "tools"


@pytest.mark.slow
@pytest.mark.skipif(
    not (TOOLS / "textreuse_gen.py").exists(), reason="../shared/tools/textreuse_gen.py is absent"
)
def test_planted_passages_are_found_exactly(tmp_path: Path) -> None:
    sizes = ["--docs", "6", "--chars", "100000", "--plants", "40", "--seed", "977"]
    subprocess.run([sys.executable, str(TOOLS / "textreuse_gen.py"), str(tmp_path), *sizes], check=True)
    found = importlib.util.spec_from_file_location("textreuse", ROOT / "benchmarks" / "textreuse.py")
    assert found is not None
    assert found.loader is not None
    benchmark = importlib.util.module_from_spec(found)
    found.loader.exec_module(benchmark)
    scores = benchmark.run("ours", benchmark.ours, tmp_path)
    assert json.dumps(scores)
    assert scores["found"] >= 39
    assert scores["recall"] >= 0.97
    assert scores["pooled_precision"] >= 0.95
