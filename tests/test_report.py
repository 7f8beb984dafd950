"""The report, clicked through in headless Chromium: what it shows, filters, and never loads."""

from __future__ import annotations

import json
import re

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

from nlp_pipeline.exporting import export_report
from nlp_pipeline.report.contents import MAX_SENTENCE, clip
from nlp_pipeline.report.page import render
from tests.chromium import requested, show, start_chromium
from tests.sample_output import AKT, Claim, an_end, write_output

ATTACK = '<img src=x onerror="window.hacked=1"></script><script>window.hacked=1</script>'
LONG = f"{'lorem ' * 6_000}EGF activates AKT{' ipsum' * 600}."


@pytest.fixture(scope="module")
def browser():
    started = start_chromium()
    yield started
    started.quit()


@pytest.fixture(scope="module")
def report(sample_output, tmp_path_factory):
    return export_report(sample_output, tmp_path_factory.mktemp("report") / "report.html")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    sentence = f"The factor {ATTACK} activates AKT \u202edetrevni\u202c."
    claims = {
        "PMC9__g1": [
            Claim(an_end(ATTACK), "activates", AKT, sentence),
            Claim(an_end("EGF"), "activates", AKT, LONG),
            Claim(
                an_end("\U0001f9ecX"), "inhibits", AKT, "The \U0001f9ec\U0001f9ecX inhibits AKT."
            ),
        ]
    }
    folder = tmp_path_factory.mktemp("hostile")
    return export_report(write_output(folder, claims))


@pytest.fixture
def page(browser, report):
    show(browser, report)
    assert browser.execute_script("return document.documentElement.dataset.ready") == "true"
    return browser


def all_of(browser, selector: str):
    return browser.find_elements(By.CSS_SELECTOR, selector)


def texts(browser, selector: str) -> list[str]:
    return [element.text for element in all_of(browser, selector)]


def one(browser, selector: str):
    (found,) = all_of(browser, selector)
    return found


def node(browser, label: str):
    named = {n.find_element(By.TAG_NAME, "text").text: n for n in all_of(browser, ".node")}
    return named[label]


def click_node(browser, label: str) -> None:
    node(browser, label).find_element(By.CSS_SELECTOR, "path").click()


def set_value(browser, selector: str, value: str) -> None:
    script = (
        "const e = document.querySelector(arguments[0]); e.value = arguments[1];"
        "e.dispatchEvent(new Event('input', {bubbles: true}));"
        "e.dispatchEvent(new Event('change', {bubbles: true}));"
    )
    browser.execute_script(script, selector, value)


def test_nothing_is_loaded_and_nothing_fails(browser, report):
    show(browser, report)
    assert requested(browser) == {report.as_uri()}
    assert browser.get_log("browser") == []


def test_numbers_are_those_of_the_tables(page):
    shown = dict(
        zip(
            [e.get_attribute("data-name") for e in all_of(page, ".number")],
            texts(page, ".number b"),
            strict=True,
        )
    )
    assert shown == {
        "documents": "3",
        "papers": "3",
        "triples": "11",
        "statements": "10",
        "drugs": "2",
        "factors": "2",
        "contradictions": "1",
        "denied": "1",
    }


def test_network_shows_drugs_targets_factors_and_mechanisms(page):
    roles = {
        n.find_element(By.TAG_NAME, "text").text: n.find_element(
            By.CSS_SELECTOR, "path"
        ).get_attribute("class")
        for n in all_of(page, ".node")
    }
    assert roles == {
        "trastuzumab": "role-drug",
        "EGFR tyrosine kinase in…": "role-drug",
        "PTEN": "role-factor",
        "IGF1R": "role-factor",
        "ERBB2": "role-target",
        "apoptotic process": "role-mechanism",
    }


def test_click_on_a_node_shows_its_sentences(page):
    click_node(page, "PTEN")
    assert one(page, "#details h3").text == "PTEN"
    assert (
        one(page, "#details .facts a").get_attribute("href") == "https://bioregistry.io/hgnc:9588"
    )
    shown = texts(page, "#details .sentence")
    assert shown[0].startswith("PTEN loss confers resistance to trastuzumab.")
    assert [
        m.text for m in all_of(page, "#details li:first-child .sentence:nth-of-type(3) mark")
    ] == [
        "PTEN",
        "trastuzumab",
    ]
    assert "denied" in texts(page, "#details .tag.neg")
    assert any(text.startswith("PTEN deficiency triggers apoptosis.") for text in shown)


def test_node_opens_by_keyboard(page):
    node(page, "ERBB2").send_keys(Keys.ENTER)
    assert one(page, "#details h3").text == "ERBB2"


def test_click_on_an_edge_shows_its_statement(page):
    page.execute_script(
        "document.querySelector('.edge .kind-targets').parentNode.dispatchEvent("
        "new MouseEvent('click', {bubbles: true}))"
    )
    assert texts(page, "#details .claim") == ["trastuzumab targets ERBB2"]


def test_links_lead_to_figure_and_article(page):
    click_node(page, "PTEN")
    found = {a.text: a.get_attribute("href") for a in all_of(page, "#details .sentence a")[:2]}
    assert found == {
        "figure": "https://pfocr.wikipathways.org/figures/PMC1__g1.html",
        "article": "https://pmc.ncbi.nlm.nih.gov/articles/PMC1/",
    }
    assert {a.get_attribute("rel") for a in all_of(page, "#details a")} == {"noopener noreferrer"}


def test_network_is_filtered_by_drug(page):
    Select(one(page, "#network-drug")).select_by_visible_text("trastuzumab (3)")
    shown = texts(page, ".node text")
    assert "IGF1R" not in shown
    assert {"PTEN", "trastuzumab", "ERBB2", "apoptotic process"} <= set(shown)


def test_network_is_filtered_by_predicate(page):
    for box in all_of(page, "#network-predicates input"):
        if box.get_attribute("value") != "targets":
            box.click()
    assert sorted(texts(page, ".node text")) == ["ERBB2", "trastuzumab"]


def test_network_is_filtered_by_belief(page):
    set_value(page, "#network-belief", "0.95")
    assert all_of(page, ".edge") == []
    assert one(page, "#network-note").text == "No statement passes these filters."
    set_value(page, "#network-belief", "0.5")
    assert len(all_of(page, ".edge")) > 0


def test_network_shows_all_statements_on_demand(page):
    drawn = len(all_of(page, ".edge"))
    one(page, "#network-all").click()
    assert len(all_of(page, ".edge")) == 10
    assert drawn < 10
    set_value(page, "#network-name", "egf")
    assert "AKT" in texts(page, ".node text")
    assert "PTEN" not in texts(page, ".node text")


def test_network_is_moved_and_zoomed(page):
    def width() -> float:
        return float(one(page, "#network").get_dom_attribute("viewBox").split()[2])

    before = width()
    one(page, "#zoom-in").click()
    assert width() < before
    one(page, "#zoom-fit").click()
    assert width() == pytest.approx(before)


def test_charts_show_factors_years_and_predicates(page):
    assert texts(page, "#chart-factors .name") == ["IGF1R", "PTEN (loss)"]
    assert texts(page, "#chart-years .bar") == ["2019\n11"]
    assert texts(page, "#chart-predicates .bar")[0] == "activates\n2"
    Select(one(page, "#factors-drug")).select_by_visible_text("EGFR tyrosine kinase inhibitor")
    assert texts(page, "#chart-factors .name") == ["IGF1R"]


def test_bar_of_a_predicate_opens_the_table(page):
    bar = next(b for b in all_of(page, "#chart-predicates .bar") if b.text.startswith("inhibits"))
    bar.click()
    assert len(all_of(page, "#table tbody tr")) == 1
    assert one(page, "#table-note").text == "1 found."


def test_table_is_searched_in_sentences(page):
    set_value(page, "#table-search", "deficiency APOPTOSIS")
    (row,) = all_of(page, "#table tbody tr")
    assert row.text.startswith("PTEN (loss)")
    assert [mark.text for mark in row.find_elements(By.TAG_NAME, "mark")] == ["PTEN", "apoptosis"]


def test_table_shows_what_is_contradicted(page):
    one(page, "#table-opposed").click()
    subjects = texts(page, "#table tbody td:first-child")
    assert sorted(subjects) == ["EGF", "EGF", "PTEN (loss)"]


def test_table_is_ordered_by_a_click(page):
    def subjects() -> list[str]:
        return [text.lower() for text in texts(page, "#table tbody td:first-child")]

    head = "#table th:first-child button"
    one(page, head).click()
    assert subjects() == sorted(subjects())
    one(page, head).click()
    assert subjects() == sorted(subjects(), reverse=True)
    assert len(subjects()) == 10


def test_runs_are_shown(page):
    (row,) = texts(page, "#runs tbody tr")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d .* 3 3 0 0 11 10 [\d.]+", row)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1600, 1280, 768, 390])
def test_page_fits_its_window(browser, report, width, dark):
    show(browser, report, width=width, dark=dark)
    script = "return [document.documentElement.scrollWidth, innerWidth]"
    assert browser.execute_script(script) == [width, width]
    script = "return getComputedStyle(document.body).backgroundColor"
    red = int(re.match(r"rgb\((\d+)", browser.execute_script(script))[1])
    assert (red < 60) is dark


def test_texts_are_never_markup(browser, hostile):
    show(browser, hostile)
    assert browser.execute_script("return window.hacked") is None
    assert all_of(browser, "img") == []
    assert len(all_of(browser, "script")) == 2
    assert ATTACK in texts(browser, "#table td.name bdi")
    assert requested(browser) == {hostile.as_uri()}
    click_node(browser, f"{ATTACK[:23]}…")
    assert ATTACK in one(browser, "#details li:first-child .sentence").text
    assert browser.execute_script("return window.hacked") is None


def test_policy_stops_a_script_that_got_in(browser, hostile):
    show(browser, hostile)
    browser.execute_script(
        "const s = document.createElement('div');"
        "s.innerHTML = '<img src=x onerror=window.hacked=1>'; document.body.append(s);"
    )
    browser.execute_script(
        "const s = document.createElement('script'); s.textContent = 'window.hacked = 1';"
        "document.body.append(s);"
    )
    assert browser.execute_script("return window.hacked") is None
    assert "Content Security Policy" in str(browser.get_log("browser"))


def test_marks_count_characters_not_units(browser, hostile):
    show(browser, hostile)
    set_value(browser, "#table-search", "inhibits")
    assert texts(browser, "#table mark") == ["\U0001f9ecX", "AKT"]


def test_long_sentence_is_cut_around_its_arguments(browser, hostile):
    show(browser, hostile)
    set_value(browser, "#table-search", "lorem")
    assert texts(browser, "#table mark") == ["EGF", "AKT"]
    data = json.loads(one(browser, "#data").get_attribute("textContent"))
    longest = max(len(e["text"]) for s in data["statements"] for e in s["ev"])
    assert longest == MAX_SENTENCE + 2
    script = "return [document.documentElement.scrollWidth, innerWidth]"
    assert len(set(browser.execute_script(script))) == 1


def test_page_without_data_says_so(browser, tmp_path):
    empty = write_output(tmp_path, {"a": []})
    show(browser, export_report(empty))
    assert texts(browser, "#chart-factors") == ["No factor of resistance or sensitivity was found."]
    assert browser.get_log("browser") == []


def test_page_names_no_remote_resource(report):
    page = report.read_text(encoding="utf-8")
    markup = re.sub(r'<script type="application/json".*?</script>', "", page, flags=re.DOTALL)
    assert re.findall(r"\b(?:src|href)\s*=\s*[\"']?(?!\"?#)", markup) == []
    assert re.findall(r"https?://[^\s\"']*", markup) == ["http://www.w3.org/2000/svg", "https://"]
    assert "@import" not in markup
    assert "url(" not in markup.replace("url(#head-", "")


def test_data_may_hold_the_places_of_the_page(report):
    contents = json.loads(
        re.search(r'id="data">(.*?)</script>', report.read_text(encoding="utf-8"))[1]
    )
    contents["entities"][0]["label"] = "{{data}} {{style}} {{script}}"
    data = re.search(r'id="data">(.*?)</script>', render(contents))[1]
    assert json.loads(data) == contents


@pytest.mark.parametrize("size", [10, 20, 31, 40])
@pytest.mark.parametrize("spans", [[(14, 18), (28, 31)], [(28, 31), (14, 18)], [None, None]])
def test_clip_keeps_what_the_spans_point_at(spans, size):
    sentence = "In all cells, PTEN inhibits AKT."
    text, kept = clip(sentence, spans, size)
    assert len(text.strip("…")) == min(size, len(sentence))
    for before, after in zip(spans, kept, strict=True):
        if after is not None:
            assert text[slice(*after)] == sentence[slice(*before)]
    assert (kept.count(None) == 0) is (size >= 17 and None not in spans)


def test_clip_cuts_a_sentence_without_arguments_at_its_end():
    assert clip("PTEN inhibits AKT.", [None, None], 4) == ("PTEN…", [None, None])
