from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dpmanager.records.faults import DamagedProof
from dpmanager.records.proofs import seal, unseal

KEY = bytes(range(32))


@given(data=st.binary(max_size=2000))
def test_what_is_sealed_comes_back(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("sealed")
    name = seal(folder, data, KEY)
    assert unseal(folder, name, KEY) == data
    if len(data) > 8:
        assert data not in (folder / name).read_bytes()


def test_the_same_paper_is_kept_once(tmp_path: Path) -> None:
    name = seal(tmp_path, b"till receipt", KEY)
    before = (tmp_path / name).read_bytes()
    assert seal(tmp_path, b"till receipt", KEY) == name
    assert [file.name for file in tmp_path.iterdir()] == [name]
    assert (tmp_path / name).read_bytes() == before


def test_the_name_needs_the_key(tmp_path: Path) -> None:
    assert seal(tmp_path, b"till receipt", KEY) != seal(tmp_path, b"till receipt", bytes(32))


@pytest.mark.parametrize("position", [0, 1, 13, -1])
def test_a_changed_byte_is_noticed_and_adding_again_mends_it(tmp_path: Path, position: int) -> None:
    name = seal(tmp_path, b"till receipt", KEY)
    content = bytearray((tmp_path / name).read_bytes())
    content[position] ^= 1
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DamagedProof):
        unseal(tmp_path, name, KEY)
    assert seal(tmp_path, b"till receipt", KEY) == name
    assert unseal(tmp_path, name, KEY) == b"till receipt"


def test_one_proof_does_not_pass_for_another(tmp_path: Path) -> None:
    one, other = seal(tmp_path, b"one", KEY), seal(tmp_path, b"other", KEY)
    (tmp_path / one).replace(tmp_path / other)
    for name in (one, other):
        with pytest.raises(DamagedProof):
            unseal(tmp_path, name, KEY)


@pytest.mark.parametrize("size", [0, 1, 5, 13, 20])
def test_a_cut_file_is_damage(tmp_path: Path, size: int) -> None:
    name = seal(tmp_path, b"till receipt", KEY)
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:size])
    with pytest.raises(DamagedProof):
        unseal(tmp_path, name, KEY)


@pytest.mark.parametrize("name", ["", "../book.db", "a" * 63, "A" * 64])
def test_only_names_of_proofs_are_opened(tmp_path: Path, name: str) -> None:
    with pytest.raises(DamagedProof):
        unseal(tmp_path, name, KEY)
