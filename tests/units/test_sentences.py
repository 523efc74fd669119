from __future__ import annotations

import pytest

from pipeline.units.sentences import sentences

CASES = [
    ("en", "Open the page. Then sign in.", ["Open the page.", "Then sign in."]),
    ("en", "Really? Yes! Go on.", ["Really?", "Yes!", "Go on."]),
    ("en", "Use tools, e.g. Git, here. Go.", ["Use tools, e.g. Git, here.", "Go."]),
    ("en", "Blue, red, etc. Then green.", ["Blue, red, etc.", "Then green."]),
    ("en", "Blue, red, etc. are colors.", ["Blue, red, etc. are colors."]),
    ("en", "Ask J. Smith. He knows.", ["Ask J. Smith.", "He knows."]),
    ("en", "1. Create an account", ["1. Create an account"]),
    ("en", "Version 2.0.1 works. Older ones fail.", ["Version 2.0.1 works.", "Older ones fail."]),
    ("en", "Run `a. B` now. Done.", ["Run `a. B` now.", "Done."]),
    ("en", "See [One. Two](x.md). Done.", ["See [One. Two](x.md).", "Done."]),
    ("en", 'See [one](x.md "A. Title"). Done.', ['See [one](x.md "A. Title").', "Done."]),
    ("en", 'A <b title="X. Y">b</b>. Done.', ['A <b title="X. Y">b</b>.', "Done."]),
    ("en", "**Bold end.** Next one.", ["**Bold end.**", "Next one."]),
    ("en", 'He said "no." She left.', ['He said "no."', "She left."]),
    ("en", "One (see above.) Two", ["One (see above.) Two"]),
    ("en", "It runs. (This is new.)", ["It runs.", "(This is new.)"]),
    ("en", "First.<br/><br/> Second.", ["First.", "Second."]),
    ("en", "First line.\n> Second line.", ["First line.", "Second line."]),
    ("en", "It is fast. .NET is too.", ["It is fast.", ".NET is too."]),
    (
        "nl",
        "Zie bijv. Teams of d.w.z. Skype. Klaar.",
        ["Zie bijv. Teams of d.w.z. Skype.", "Klaar."],
    ),
    ("de", "Das ist z. B. Git. Ende.", ["Das ist z. B. Git.", "Ende."]),
    ("de", "Er nutzt ggf. Teams usw. Danach nicht.", ["Er nutzt ggf. Teams usw.", "Danach nicht."]),
    ("fr", "Voir p. ex. Teams. C’est tout.", ["Voir p. ex. Teams.", "C’est tout."]),
    ("es", "¿Listo? ¡Sí! Vea la pág. Web.", ["¿Listo?", "¡Sí!", "Vea la pág. Web."]),
    (
        "ja",
        "これは試験です。次の文です！`a。b`を使う。",
        ["これは試験です。", "次の文です！", "`a。b`を使う。"],
    ),
    ("ja", "「はい。」と言った。終わり。", ["「はい。」と言った。", "終わり。"]),
    (
        "en",
        "See no. 5 first. The answer is no. Go on.",
        ["See no. 5 first.", "The answer is no.", "Go on."],
    ),
    ("ar", "هذا اختبار. هل هذا سؤال؟ نعم.", ["هذا اختبار.", "هل هذا سؤال؟", "نعم."]),
]


@pytest.mark.parametrize(("locale", "text", "expected"), CASES)
def test_cuts_sentences(locale: str, text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, locale=locale)] == expected


def test_ranges_are_offsets_in_the_whole_text() -> None:
    text = "# Title\n\nOne here. Two here.\n"
    assert sentences(text, 9, 28) == [(9, 18), (19, 28)]


def test_a_locale_without_a_list_knows_english_abbreviations() -> None:
    text = "Käytä esim. e.g. Git. Valmis."
    assert [text[a:b] for a, b in sentences(text, locale="fi-FI")][-1] == "Valmis."
