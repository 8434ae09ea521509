"""The committed example files, and the story they tell."""

import pytest

from simulator.cargo import MACHINES, MANIFESTS
from simulator.demo_story import demo
from simulator.examples import files
from simulator.stories import EXAMPLES, Posting


@pytest.mark.parametrize("name", files())
def test_a_committed_example_is_what_the_generator_writes(name: str) -> None:
    assert (EXAMPLES / name).read_bytes() == files()[name]


def test_there_is_no_example_that_the_generator_does_not_write() -> None:
    assert {path.name for path in EXAMPLES.iterdir()} == set(files())


def test_the_story_posts_every_example_once() -> None:
    posted = [scene.does.file for scene in demo().scenes if isinstance(scene.does, Posting)]

    assert sorted(posted) == sorted(files())


def test_every_machine_is_on_one_manifest_and_has_an_end() -> None:
    serials = [machine.serial for manifest in MANIFESTS for machine in manifest.machines]

    assert len(serials) == len(set(serials)) == len(MACHINES) == 16
    assert demo().ends.keys() == set(serials)


def test_a_csv_has_the_columns_that_microsoft_documents() -> None:
    header = files()["shipment-fabrikam.csv"].split(b"\r\n", 1)[0]

    assert header == (
        b"Device Serial Number,Windows Product ID,Hardware Hash,Group Tag,Assigned User"
    )
