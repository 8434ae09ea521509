"""When the scenes of a story come on."""

from datetime import timedelta

from shared.domain.waiting import Wait
from simulator.prompting import Prompter
from simulator.stories import Cue, Posting, Scene

LETTER = Posting(route="hr/groundcrew", file="hire.json")


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def a_scene(says: str, after: float = 0, cue: Cue | None = None) -> Scene:
    return Scene(says=says, does=LETTER, after=minutes(after), cue=cue)


def test_a_scene_without_a_cue_comes_at_its_time_and_once() -> None:
    prompter = Prompter([a_scene("first", after=2)])

    assert prompter.due({}, minutes(1)) == []
    assert [scene.says for scene in prompter.due({}, minutes(2))] == ["first"]
    assert prompter.due({}, minutes(3)) == []
    assert prompter.done


def test_scenes_that_are_late_together_keep_their_order() -> None:
    prompter = Prompter([a_scene("second", after=4), a_scene("first", after=2)])

    assert [scene.says for scene in prompter.due({}, minutes(9))] == ["first", "second"]


def test_a_cue_of_a_device_is_met_as_soon_as_it_is_known() -> None:
    prompter = Prompter([a_scene("hire", cue=Cue(about="SN-1"))])

    assert prompter.due({"SN-2": ""}, minutes(1)) == []
    assert not prompter.done
    assert len(prompter.due({"SN-1": ""}, minutes(2))) == 1


def test_a_cue_of_a_wait_is_met_by_that_wait_alone() -> None:
    prompter = Prompter([a_scene("account", cue=Cue(about="SN-1", waits=Wait.USER))])

    assert prompter.due({"SN-1": "membership"}, minutes(1)) == []
    assert len(prompter.due({"SN-1": "user"}, minutes(2))) == 1


def test_the_time_after_a_cue_counts_from_when_it_was_seen() -> None:
    prompter = Prompter([a_scene("hire", after=10, cue=Cue(about="SN-1"))])

    assert prompter.due({"SN-1": ""}, minutes(5)) == []
    assert prompter.due({"SN-1": ""}, minutes(14)) == []
    assert len(prompter.due({"SN-1": ""}, minutes(15))) == 1
