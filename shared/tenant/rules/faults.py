"""Why Entra would not take a rule."""

from difflib import get_close_matches

PAGE = 'Microsoft\'s page "Manage rules for dynamic membership groups in Microsoft Entra ID"'


class RuleError(ValueError):
    """Entra would not take this rule.

    *position* counts characters from zero; *sentence* says what is wrong, *expected*
    what could stand there, and *remedy* what to write instead.
    """

    def __init__(
        self, sentence: str, remedy: str, *, position: int = 0, expected: tuple[str, ...] = ()
    ) -> None:
        super().__init__(f"Character {position + 1}: {sentence} {remedy}")
        self.sentence = sentence
        self.remedy = remedy
        self.position = position
        self.expected = expected


def did_you_mean(word: str, known: dict[str, str]) -> str:
    """Name the nearest of the known words, by their folded spelling; blank when none is near."""
    near = get_close_matches(word.casefold(), known, n=1)
    return f"Did you mean {known[near[0]]}?" if near else ""
