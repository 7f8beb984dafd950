"""What a rule file may hold: a rule, its trigger and its arguments, as they are written."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class _Spec(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ExampleSpec(_Spec):
    """A sentence, the triples it must yield, and the triples it must not."""

    text: str
    yields: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


class TriggerSpec(_Spec):
    """What must stand at the heart of the match."""

    classes: tuple[str, ...] = Field(default=(), alias="class")
    lemma: tuple[str, ...] = ()
    mention: tuple[str, ...] = ()
    form: tuple[Literal["verb", "noun", "participle", "adjective"], ...] = ()


class ArgumentSpec(_Spec):
    """Where an argument is found from the trigger, and what it may be."""

    path: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    sign: Literal["+", "-", ""] = ""
    types: tuple[str, ...] = ()
    carriers: bool = False
    parts: bool = False
    opposing: bool = False
    furthering: bool = False
    agent: bool = False


class RuleSpec(_Spec):
    """One rule as the file has it."""

    id: str
    why: str
    priority: int = 50
    trigger: TriggerSpec
    subject: ArgumentSpec
    object: ArgumentSpec
    precision: float = Field(default=0.7, gt=0, le=1)
    enabled: bool = True
    examples: tuple[ExampleSpec, ...] = Field(min_length=1)
