"""Attributes against the schema: one rule a kind of docfx, its findings named after the attribute."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.metadata.codes import code
from pipeline.rules.metadata.problems import problems
from pipeline.rules.registry import rule


def _hits(page: PageContext, kind: str) -> Iterator[Hit]:
    for problem in page.once(problems):
        if problem.kind == kind:
            name = code(problem.attribute, kind)
            yield Hit(
                problem.start,
                problem.end,
                problem.message,
                rule=name,
                severity=problem.severity,
                fix=problem.fix,
            )


@rule("missing-attribute", "metadata")
def missing_attribute(page: PageContext) -> Iterator[Hit]:
    """An attribute that the schema asks for is missing or blank.

    Reported under the attribute's own name: `title-missing`, `author-missing`, `ms-date-missing`,
    `ms-openlocfilehash-missing`. Without a title the page has no name in search results; without the hand-back
    fields nobody can tell which source it was translated from.

    Bad:

        ---
        author: contoso-writer
        ---

    Good:

        ---
        title: Pay your bill
        author: contoso-writer
        ---
    """
    return _hits(page, "missing-attribute")


@rule("unexpected-type", "metadata")
def unexpected_type(page: PageContext) -> Iterator[Hit]:
    """An attribute holds a number, a list or a table where the schema wants something else.

    Reported as `ms-topic-type-invalid` and so on. What is not quoted and looks like a number is one.

    Bad:

        ms.author: [alma, bert]

    Good:

        ms.author: alma
    """
    return _hits(page, "unexpected-type")


@rule("null-array-value", "metadata")
def null_array_value(page: PageContext) -> Iterator[Hit]:
    """A list of the metadata has an item without a value.

    Reported as `ms-custom-item-missing` and so on.

    Bad:

        ms.custom:
        - "7286"
        -

    Good:

        ms.custom:
        - "7286"
    """
    return _hits(page, "null-array-value")


@rule("invalid-value", "metadata")
def invalid_value(page: PageContext) -> Iterator[Hit]:
    """An attribute's value is not one of those that the schema allows, or does not have the right form.

    Reported as `ms-topic-invalid`, `ms-audience-invalid`, `ms-openlocfilehash-invalid`. Where only the case of
    the letters is wrong, `--fix` writes it right.

    Bad:

        ms.topic: artikle

    Good:

        ms.topic: article
    """
    return _hits(page, "invalid-value")


@rule("date-format-invalid", "metadata")
def date_format_invalid(page: PageContext) -> Iterator[Hit]:
    """A date is blank, or not written as MM/DD/YYYY.

    Reported as `ms-date-invalid`, `ms-lasthandoff-format-invalid`. `--fix` rewrites a date that can be read in
    one way only.

    Bad:

        ms.date: 9/9/2021

    Good:

        ms.date: 09/09/2021
    """
    return _hits(page, "date-format-invalid")


@rule("date-out-of-range", "metadata")
def date_out_of_range(page: PageContext) -> Iterator[Hit]:
    """A date lies in the future, or too long ago (`relativeMaxDate`, `relativeMinDate` of the schema).

    Reported as `ms-date-out-of-range`, `ms-lasthandoff-out-of-range`.

    Bad:

        ms.date: 09/09/9999

    Good:

        ms.date: 09/09/2021
    """
    return _hits(page, "date-out-of-range")


@rule("string-length-invalid", "metadata")
def string_length_invalid(page: PageContext) -> Iterator[Hit]:
    """A text is shorter or longer than the schema allows (a list has too few or too many items).

    Reported as `title-length-invalid`, `description-length-invalid`. Search engines cut long titles and
    descriptions off, and fill short ones with whatever they find.

    Bad:

        description: Bill.

    Good:

        description: Learn how to pay the bill of your subscription in the portal, with a card or by transfer.
    """
    return _hits(page, "string-length-invalid")


@rule("missing-paired-attribute", "metadata")
def missing_paired_attribute(page: PageContext) -> Iterator[Hit]:
    """An attribute stands without the one that it needs beside it (`dependentRequired`).

    Reported as `ms-service-paired-missing` and so on.

    Bad:

        ms.subservice: invoices

    Good:

        ms.service: billing
        ms.subservice: invoices
    """
    return _hits(page, "missing-paired-attribute")


@rule("invalid-paired-attribute", "metadata")
def invalid_paired_attribute(page: PageContext) -> Iterator[Hit]:
    """An attribute's value does not go with another attribute's (`enumDependencies`).

    Reported as `ms-technology-paired-invalid` and so on.

    Bad:

        ms.prod: sql
        ms.technology: invoices

    Good:

        ms.prod: sql
        ms.technology: install
    """
    return _hits(page, "invalid-paired-attribute")


@rule("missing-either-attribute", "metadata")
def missing_either_attribute(page: PageContext) -> Iterator[Hit]:
    """None of a group of attributes is there, and one of them must be (`either`).

    Reported under the first of the group (`ms-audience-either-missing`); `ms.service` and `ms.prod` as docfx says it:
    `ms-prod-or-service-missing`.

    Bad:

        title: Pay your bill

    Good:

        title: Pay your bill
        ms.service: billing
    """
    return _hits(page, "missing-either-attribute")


@rule("precluded-attributes", "metadata")
def precluded_attributes(page: PageContext) -> Iterator[Hit]:
    """Two attributes stand side by side that rule each other out (`precludes`).

    Reported under the second: `ms-prod-precluded`.

    Bad:

        ms.service: billing
        ms.prod: azure

    Good:

        ms.service: billing
    """
    return _hits(page, "precluded-attributes")


@rule("ms-alias-invalid", "metadata")
def ms_alias_invalid(page: PageContext) -> Iterator[Hit]:
    """An alias is written with a domain, a space or a comma (`microsoftAlias`).

    Reported as `ms-author-alias-invalid` and so on. Nobody is told of the page's issues then. Whether the alias
    is somebody's cannot be known offline.

    Bad:

        ms.author: alma@contoso.com

    Good:

        ms.author: alma
    """
    return _hits(page, "ms-alias-invalid")


@rule("attribute-deprecated", "metadata")
def attribute_deprecated(page: PageContext) -> Iterator[Hit]:
    """An attribute that is not used any more (`replacedBy`).

    Reported as `services-deprecated`, `editor-deprecated`.

    Bad:

        services: billing

    Good:

        ms.service: billing
    """
    return _hits(page, "attribute-deprecated")


@rule("attribute-reserved", "metadata")
def attribute_reserved(page: PageContext) -> Iterator[Hit]:
    """An attribute that the publishing system sets; what a writer says there is lost or breaks the build.

    Reported as `document-id-reserved`, `theme-reserved`; on source pages, the fields of the hand-back too
    (`ms-openlocfilehash-reserved`). `--fix` takes the line out.

    Bad:

        document_id: 3f2a

    Good:

        ms.assetid: 3f2a
    """
    return _hits(page, "attribute-reserved")
