"""Archives: a zip is the same package as the folder it was made of."""

import zipfile
from pathlib import Path

from procurement.tenders.package import open_package
from tests.packages import write_package, zip_folder


def test_a_zip_and_its_folder_have_one_digest(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p")
    archive = zip_folder(folder, tmp_path / "p.zip")
    with open_package(folder) as one, open_package(archive) as other:
        assert one.digest == other.digest


def test_a_zip_may_wrap_everything_in_one_folder(tmp_path: Path) -> None:
    write_package(tmp_path / "outer" / "my-tender")
    with open_package(zip_folder(tmp_path / "outer", tmp_path / "p.zip")) as package:
        assert list(package.bids) == ["chenxing"]


def test_any_changed_byte_changes_the_digest(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p")
    with open_package(folder) as package:
        before = package.digest
    with (folder / "tender" / "招标文件.pdf").open("ab") as file:
        file.write(b"\n")
    with open_package(folder) as package:
        assert package.digest != before


class GbkMember(zipfile.ZipInfo):
    """A member as old Windows tools write it: the name in GBK, without the mark for UTF-8."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:  # noqa: N802  zipfile's own name
        return self.filename.encode("gbk"), self.flag_bits & ~0x800


def test_names_in_gbk_are_read_as_chinese(tmp_path: Path) -> None:
    folder = write_package(tmp_path / "p")
    archive = tmp_path / "p.zip"
    with zipfile.ZipFile(archive, "w") as package:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                package.writestr(GbkMember(path.relative_to(folder).as_posix()), path.read_bytes())
    assert "招标文件".encode("gbk") in archive.read_bytes()
    with open_package(archive) as package:
        assert [file.name for file in package.tender_files] == ["招标文件.pdf"]
