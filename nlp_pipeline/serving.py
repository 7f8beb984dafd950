"""The tables in a browser: Datasette over the SQLite export, for this computer alone.

Needs the extra ``web``. The server listens on the loopback address and answers only requests
that name it, so that no page of another site can read it through the browser.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from textwrap import dedent
from typing import TYPE_CHECKING, Any, Final

from nlp_pipeline.errors import SettingsError, how_to_install

if TYPE_CHECKING:
    from datasette.app import Datasette

HOST: Final = "127.0.0.1"
OWN_NAMES: Final = frozenset({"127.0.0.1", "localhost"})

_Scope = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[Any]]
_Send = Callable[[Any], Awaitable[None]]
_App = Callable[[_Scope, _Receive, _Send], Awaitable[None]]

_QUERIES: Final = {
    "factors_of_a_drug": {
        "title": "Factors of a drug",
        "description": "What makes a drug or a class of drugs fail, or work better.",
        "sql": """
            SELECT drug, direction, resistance_factor, resistance_factor_state, mechanism, target,
                papers, negated_papers, belief, best_sentence, best_doc_id, statement_id
            FROM drug_resistance
            WHERE drug LIKE '%' || trim(:drug) || '%'
            ORDER BY direction, papers DESC, belief DESC, resistance_factor
        """,
    },
    "drugs_of_a_target": {
        "title": "Drugs of a target",
        "description": "Drugs and classes that the texts say act on a gene, family or process.",
        "sql": """
            SELECT subject_label AS drug, subject_type AS type, predicate, object_label AS target,
                papers, negated_papers, belief, best_sentence, best_doc_id, statement_id
            FROM statements
            WHERE object_label = trim(:target) COLLATE NOCASE
                AND subject_type IN ('Drug', 'DrugClass')
                AND predicate IN ('targets', 'inhibits', 'downregulates', 'binds')
            ORDER BY predicate = 'targets' DESC, papers DESC, belief DESC, drug
        """,
    },
    "contradictions": {
        "title": "Contradictions",
        "description": "Statements of opposite sign about the same two names.",
        "sql": """
            SELECT one.subject_label, one.subject_state, one.predicate, one.object_label,
                one.object_state, one.papers, one.best_sentence,
                other.subject_state AS other_subject_state, other.predicate AS other_predicate,
                other.object_state AS other_object_state, other.papers AS other_papers,
                other.best_sentence AS other_sentence
            FROM contradictions
            JOIN statements AS one USING (statement_id)
            JOIN statements AS other ON other.statement_id = contradictions.contradicts
            WHERE (one.belief, one.statement_id) > (other.belief, other.statement_id)
            ORDER BY min(one.belief, other.belief) DESC, one.subject_label, one.object_label
        """,
    },
    "newest": {
        "title": "Newest",
        "description": "What the last run has added, then the latest year of publication first.",
        "sql": """
            SELECT changes.change, subject_label, subject_state, predicate, object_label,
                object_state, last_year, papers, belief, best_sentence, best_doc_id, statement_id
            FROM statements LEFT JOIN changes USING (statement_id)
            ORDER BY changes.change IS NOT 'added', last_year DESC, belief DESC, statement_id
            LIMIT 500
        """,
    },
}
_TABLES: Final = {
    "statements": {
        "description": "One row for each claim.",
        "sort_desc": "belief",
        "facets": ["predicate", "subject_type", "object_type", "subject_state"],
    },
    "triples": {
        "description": "One row for each place that makes a claim.",
        "facets": ["predicate", "rule_id", "passage_kind", "negated", "hedged"],
    },
    "drug_resistance": {
        "description": "Chains of drug, target, factor and mechanism.",
        "sort_desc": "papers",
        "facets": ["direction", "drug", "resistance_factor", "target"],
    },
    "mentions": {
        "description": "One row for each recognised name.",
        "facets": ["type", "source"],
    },
    "runs": {"sort_desc": "started"},
}


def make_datasette(database: Path) -> Datasette:
    """Return Datasette over the SQLite export, with facets, search and canned queries.

    Raises:
        SettingsError: The extra ``web`` is not installed.
    """
    try:
        from datasette.app import Datasette
    except ImportError as error:
        raise SettingsError("Datasette is not installed", remedy=how_to_install("web")) from error
    queries = {
        name: {**told, "sql": dedent(told["sql"]).strip(), "hide_sql": True}
        for name, told in _QUERIES.items()
    }
    parts = {"tables": _TABLES, "queries": queries}
    return Datasette(
        immutables=[str(database)],
        metadata={"title": "nlp-pipeline", "databases": {database.stem: parts}},
        settings={"default_page_size": 50},
    )


def serve(database: Path, port: int, announce: Callable[[str], None]) -> None:
    """Serve the SQLite export on the loopback address until interrupted.

    Args:
        database: The SQLite export.
        port: Where to listen; 0 takes any free port.
        announce: Is given the address as soon as the server listens.

    Raises:
        SettingsError: The extra ``web`` is not installed, or the port is taken.
    """
    datasette = make_datasette(database)
    with _listen(port) as listener:
        announce(f"http://{HOST}:{listener.getsockname()[1]}/")
        # The server has by then closed its connections in good order.
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_run(datasette, listener))


async def _run(datasette: Datasette, listener: socket.socket) -> None:
    import uvicorn

    await datasette.invoke_startup()
    config = uvicorn.Config(own_names_only(datasette.app()), log_level="warning", lifespan="on")
    await uvicorn.Server(config).serve(sockets=[listener])


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except (OSError, OverflowError) as error:
        listener.close()
        raise SettingsError(
            f"cannot listen on port {port}: {error}", remedy="give a free one with --port"
        ) from error
    return listener


def own_names_only(app: _App) -> _App:
    """Return the application, which then refuses requests for other names than this computer's.

    A page of another site can make its own name stand for 127.0.0.1; the browser then sends that
    name.
    """

    async def guarded(scope: _Scope, receive: _Receive, send: _Send) -> None:
        if scope["type"] == "http" and _host_of(scope) not in OWN_NAMES:
            await send({"type": "http.response.start", "status": 400, "headers": []})
            await send({"type": "http.response.body", "body": b"unknown host\n"})
            return
        await app(scope, receive, send)

    return guarded


def _host_of(scope: _Scope) -> str:
    """Return the name that the request was made to, without the port."""
    found = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    return found[0].partition(":")[0] if found else ""
