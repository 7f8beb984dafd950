"""The served pages, over HTTP: facets, search, canned queries, and who may ask."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

import pytest

from nlp_pipeline.errors import SettingsError
from nlp_pipeline.serving import serve

OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@pytest.fixture(scope="module")
def process(sample_output, tmp_path_factory):
    output = shutil.copytree(sample_output, tmp_path_factory.mktemp("served") / "output")
    shutil.rmtree(output / "exports", ignore_errors=True)
    command = [sys.executable, "-m", "nlp_pipeline", "serve", "--output", output, "--port", "0"]
    started = subprocess.Popen(
        list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    yield started
    started.send_signal(signal.SIGINT)
    printed = started.communicate(timeout=20)[0]
    assert started.returncode == 0, printed


@pytest.fixture(scope="module")
def address(process) -> str:
    return process.stdout.readline().split()[0]


def get(address: str, path: str, **query: str) -> str:
    with OPENER.open(f"{address}{path}?{urllib.parse.urlencode(query)}", timeout=20) as answer:
        return answer.read().decode("utf-8")


def rows(address: str, path: str, **query: str) -> list[dict]:
    return json.loads(get(address, f"statements/{path}.json", _shape="array", **query))


def test_only_this_computer_is_listened_to(address):
    assert address.startswith("http://127.0.0.1:")
    port = int(address.rstrip("/").rpartition(":")[2])
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None)}
    for other in others - {"127.0.0.1", "::1"}:
        with pytest.raises(OSError), socket.create_connection((other, port), timeout=2):
            pass


def test_other_names_are_refused(address):
    request = urllib.request.Request(address, headers={"Host": "rebound.example"})
    with pytest.raises(urllib.error.HTTPError) as caught:
        OPENER.open(request, timeout=20)
    assert caught.value.code == 400
    caught.value.close()


def test_pages_offer_facets_and_search(address):
    page = get(address, "statements/statements")
    assert 'name="_search"' in page
    assert "_facet=" in page
    facets = json.loads(get(address, "statements/statements.json", _facet="predicate"))
    found = facets["facet_results"]["predicate"]["results"]
    assert {f["value"]: f["count"] for f in found}["confers_resistance_to"] == 1


@pytest.mark.parametrize(("words", "count"), [("apoptosis", 1), ("Wnt", 0)])
def test_search_looks_into_sentences(address, words, count):
    assert len(rows(address, "statements", _search=words)) == count


def test_texts_are_escaped(address):
    page = get(address, "statements/statements", _search="IGF1R")
    assert "IGF1R &lt;b&gt; &amp; EGFR TKIs." in page
    assert "IGF1R <b>" not in page


def test_factors_of_a_drug(address):
    found = rows(address, "factors_of_a_drug", drug="Trastuzumab")
    told = [(r["resistance_factor"], r["resistance_factor_state"], r["target"]) for r in found]
    assert told == [("PTEN", "loss", "ERBB2")]
    assert rows(address, "factors_of_a_drug", drug="imatinib") == []


def test_drugs_of_a_target(address):
    found = rows(address, "drugs_of_a_target", target="erbb2")
    assert [(r["drug"], r["predicate"]) for r in found] == [("trastuzumab", "targets")]


def test_contradictions_are_shown_once(address):
    (found,) = rows(address, "contradictions")
    assert {found["predicate"], found["other_predicate"]} == {"activates", "inhibits"}


def test_newest_are_shown(address):
    found = rows(address, "newest")
    assert len(found) == 10
    assert {r["change"] for r in found} == {"added"}


def test_query_of_ones_own_is_a_parameter_not_sql(address):
    assert rows(address, "drugs_of_a_target", target="' OR 1=1 --") == []


def test_database_cannot_be_written(address):
    query = {"sql": "DELETE FROM triples", "_shape": "array"}
    with pytest.raises(urllib.error.HTTPError) as caught:
        get(address, "statements.json", **query)
    assert caught.value.code == 400
    caught.value.close()


def test_missing_extra_is_an_error_that_names_it(exported):
    code = (
        "import sys; sys.modules['datasette.app'] = None\n"
        "from pathlib import Path; from nlp_pipeline.serving import serve\n"
        f"serve(Path({str(exported / 'statements.sqlite')!r}), 0, print)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr.rstrip().endswith("'.[web]')")


def test_taken_port_is_an_error_that_says_so(exported):
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        port = holder.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port}"):
            serve(exported / "statements.sqlite", port, print)
