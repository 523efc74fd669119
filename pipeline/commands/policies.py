"""What settings and options say about rules, and whether they can mean it."""

from __future__ import annotations

from pipeline.commands.options import Wanted
from pipeline.docset.docset import Docset
from pipeline.rules.policy import Policy, known_rule


def check_files(docset: Docset) -> None:
    """Raises UsageError for a schema or a glossary of the settings that cannot be used."""
    settings = docset.settings
    if settings.schema or settings.localized_schema or settings.attributes:
        from pipeline.rules.metadata.problems import check_schemas

        check_schemas(settings)
    if settings.glossary:
        from pipeline.rules.translation.terms import terms_for

        for tree in docset.trees:
            terms_for(settings, tree.locale)


def policy(docset: Docset, wanted: Wanted) -> Policy:
    """What settings and options say about rules.

    Raises UsageError for a name that is neither rule nor family, and as `check_files`.
    """
    check_files(docset)
    settings = docset.settings
    for name in (*wanted.select, *wanted.ignore):
        known_rule(name, settings)
    return Policy.of(settings, wanted.select, wanted.ignore)
