"""A practice as authors really write it: from Word, by keyboard alone, and two at a time."""

import re

from playwright.sync_api import expect

from .authoring import NEW, TEXTS, begin, save

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator
content="Microsoft Word 15">
<!--[if gte mso 9]><xml><o:OfficeDocumentSettings><o:AllowPNG/></o:OfficeDocumentSettings></xml>
<![endif]--><style><!-- @font-face {font-family:Calibri; panose-1:2 15 5 2 2 2 4 3 2 4;}
p.MsoNormal {mso-style-unhide:no; margin:0cm; font-size:11.0pt; mso-ansi-language:PL;} --></style>
</head><body lang=PL style='tab-interval:35.4pt'><!--StartFragment-->
<p class=MsoNormal><span style='font-size:12.0pt;color:red;mso-fareast-language:PL'>Latem na targu
było <b style='mso-bidi-font-weight:normal'>40 stopni</b>.<o:p></o:p></span></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>asfalt nagrzany do wieczora<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if
!supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span
style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;
</span></span></span><![endif]>ani jednego drzewa<o:p></o:p></p>
<!--EndFragment--></body></html>"""
PASTE = """(box, html) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", "tekst");
  const event = { bubbles: true, cancelable: true, clipboardData };
  box.dispatchEvent(new ClipboardEvent("paste", event));
}"""
SAVED = re.compile("/cms/pages/[0-9]+/edit/$")


def stored(page, field):
    """What the form would send for a rich text field, once there is something to send."""
    sent = page.locator(f"input[name={field}]")
    expect(sent).to_have_value(re.compile('"text":"[^"]'))
    blocks = sent.evaluate(
        """input => {
          const { blocks } = JSON.parse(input.value);
          return blocks.map(({ type, text, inlineStyleRanges }) =>
            [type, text, inlineStyleRanges.map(({ style }) => style)]);
        }"""
    )
    return [tuple(block) for block in blocks if block[1].strip()]


def test_text_from_word_comes_in_clean_and_stays(sign_in):
    author = sign_in("gdynia")
    begin(author)
    author.fill("#id_title", "Targ w cieniu")
    box = author.locator("[data-contentpath=problem] [role=textbox]").first
    box.click()
    box.evaluate(PASTE, WORD)
    expected = [
        ("unstyled", "Latem na targu było 40 stopni.", ["BOLD"]),
        ("unordered-list-item", "asfalt nagrzany do wieczora", []),
        ("unordered-list-item", "ani jednego drzewa", []),
    ]
    expect(box).to_contain_text("ani jednego drzewa")
    assert stored(author, "problem") == expected
    save(author)
    expect(author.locator("[data-contentpath=problem] [role=textbox]")).to_contain_text("drzewa")
    assert stored(author, "problem") == expected


def tab_to(page, target, most=120):
    """Go on with the Tab key until the element has the focus."""
    for _press in range(most):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is out of reach of the keyboard")


def test_practice_is_written_and_sent_by_keyboard_alone(sign_in):
    author = sign_in("gdynia")
    tab_to(author, author.locator("#describe-practice-section a.button"))
    author.keyboard.press("Enter")
    author.wait_for_url(NEW)
    expect(author.get_by_role("textbox", name="Problem")).to_be_visible()
    tab_to(author, author.locator("#id_title"))
    author.keyboard.type("Parklet bez myszy")
    tab_to(author, author.locator("#id_lead"))
    author.keyboard.type("Dwa miejsca postojowe zamieniliśmy w ogród.")
    for field in ("problem", "solution"):
        tab_to(author, author.locator(f"[data-contentpath={field}] [role=textbox]").first)
        author.keyboard.type(TEXTS[field])
        assert stored(author, field) == [("unstyled", TEXTS[field], [])]
    more = author.get_by_role("button", name="Więcej akcji")
    tab_to(author, more)
    author.keyboard.press("Enter")
    tab_to(author, author.get_by_role("button", name="Wyślij do Sekretariatu", exact=True))
    author.keyboard.press("Enter")
    expect(author).to_have_url(re.compile("/cms/wyslij/[0-9]+/$"), timeout=15_000)
    expect(author.locator(".writing")).to_contain_text("Brakuje, żeby wysłać")
    tab_to(author, author.get_by_role("link", name="Wynik z opisem pomiaru"))


def test_what_is_typed_as_soon_as_the_form_is_there_saves_itself(sign_in):
    author = sign_in("gdynia")
    begin(author)
    author.fill("#id_title", "Szybki szkic o kranach")
    save(author)
    title = author.locator("#id_title")
    author.reload(wait_until="domcontentloaded")
    with author.expect_response(SAVED):
        title.press_sequentially("y")
    author.goto(author.url)
    expect(title).to_have_value(re.compile("y"))


def test_second_of_two_colleagues_is_warned_and_neither_loses_a_word(sign_in):
    first, second = sign_in("gdynia"), sign_in("koordynacja")
    begin(first)
    first.fill("#id_title", "Wspólny szkic o ławkach")
    save(first)
    second.goto(first.url)
    there = second.locator(".w-editing-sessions__session")
    expect(there).to_have_count(1)  # who else is here

    with first.expect_response(SAVED):  # it saves itself
        first.locator("#id_lead").press_sequentially("Pierwsza osoba pisze wstęp.")
    second.fill("#id_costs", "Druga osoba liczy koszty.")
    footer = second.locator("footer")
    expect(footer).to_contain_text("Zapis zastąpiłby nowszą wersję", timeout=15_000)
    expect(second.locator("#id_costs")).to_have_value("Druga osoba liczy koszty.")
    expect(second.locator(".w-editing-sessions__session--saved")).to_be_visible(timeout=15_000)
    second.get_by_role("button", name="Zapisz szkic").click()
    warning = second.get_by_role("dialog")
    expect(warning).to_contain_text("Nowszą wersję ma Redakcja Gdyni")
    warning.get_by_role("button", name="Zapisz szkic").click()
    expect(second.locator(".messages")).to_contain_text("Wspólny szkic")
    expect(second.locator("#id_costs")).to_have_value("Druga osoba liczy koszty.")

    # What the first has written is in the history, can be compared and had back.
    history = first.url.replace("/edit/", "/history/")
    version(second, history, "Porównaj z obecną wersją")
    expect(second.locator(".comparison")).to_contain_text(["Pierwsza osoba pisze wstęp."])
    version(second, history, "Przejrzyj tę wersję")
    expect(second.locator("#id_lead")).to_have_value("Pierwsza osoba pisze wstęp.")
    second.get_by_role("button", name="Zastąp obecny szkic").click()
    expect(second.locator(".messages .success")).to_be_visible()
    expect(second.locator("#id_lead")).to_have_value("Pierwsza osoba pisze wstęp.")
    version(second, history, "Przejrzyj tę wersję", author="Koordynacja Gdyni", place=1)
    expect(second.locator("#id_costs")).to_have_value("Druga osoba liczy koszty.")


def version(page, history, action, *, author="Redakcja Gdyni", place=0):
    """Take up what somebody has written, from its place among theirs; the newest is the first."""
    page.goto(history)
    row = page.get_by_role("row").filter(has_text=author).nth(place)
    row.get_by_role("button", name="Akcje").click()
    page.get_by_role("link", name=action).click()
