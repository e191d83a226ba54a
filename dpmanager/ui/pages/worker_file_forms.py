"""The forms of a worker's file: one for each thing that is noted or changed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dpmanager.domain.people.checks import CheckKind, Need
from dpmanager.domain.people.insurance import PolicyKind, policy_words
from dpmanager.domain.people.relatives import relation_words
from dpmanager.domain.people.status import NOT_SURE, TOOL, question_words
from dpmanager.tasks.people.checks import (
    CheckAnswer,
    CheckLook,
    ask_for,
    not_needed,
    note_check,
)
from dpmanager.tasks.people.hiring_rules import status_questions
from dpmanager.tasks.people.insurance import PolicyAnswer, add_policy
from dpmanager.tasks.people.relatives import FamilyLook, set_family
from dpmanager.tasks.people.status import save_status, weigh_answers
from dpmanager.tasks.people.worker_file import (
    ContactAnswer,
    PaperKind,
    WorkerFile,
    add_papers,
    paper_words,
    set_contact,
    set_registration,
)
from dpmanager.ui.desk import Desk
from dpmanager.ui.pages.people_change import Change
from dpmanager.ui.pages.people_fields import service_fields
from dpmanager.ui.pages.terms_offer import Question, Shown
from dpmanager.ui.pages.worker_file_words import level_words
from dpmanager.ui.widgets.fields import CheckField, ChoiceField, DateField, Field, TextField
from dpmanager.words import _, ngettext

WITHOUT_END = (CheckKind.REFERENCE, CheckKind.QUALIFICATION, CheckKind.DBS)


def seen_change(desk: Desk, file: WorkerFile, line: CheckLook) -> Change:
    """A check that was seen."""
    fields = _seen_fields(desk, file, line)

    def task(values: dict[str, Any]) -> int:
        answer = CheckAnswer(
            kind=line.kind,
            seen_on=values["seen_on"],
            seen_by=values["seen_by"],
            name=values.get("name") or "",
            level=values.get("level") or "",
            number=values.get("number") or "",
            update_service=values.get("update_service", False),
            issued_on=values.get("issued_on"),
            until=values.get("until"),
            again_on=values.get("again_on"),
            note=values.get("note") or "",
        )
        return note_check(desk.book, file.id, answer, check_id=line.id, who=desk.who, at=desk.now())

    return Change(
        title=_("{check}: what you saw").format(check=line.name),
        note=line.meaning["never_keep"],
        fields=fields,
        task=task,
        said=_("It is noted."),
        button=_("Save what I saw"),
        fault_at="seen_on",
    )


def _seen_fields(desk: Desk, file: WorkerFile, line: CheckLook) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    if line.rule.count > 1:
        fields["name"] = TextField(_("Who gave it"), missing=_("Type who gave the reference."))
    elif line.need is Need.IF_ANY:
        fields["name"] = TextField(
            _("What it is"),
            hint=_("Such as first aid."),
            missing=_("Say what it is, such as first aid."),
        )
    if line.kind is CheckKind.RIGHT_TO_WORK:
        fields["note"] = TextField(
            _("What you looked at"), hint=_("Such as a British passport, or a share code.")
        )
    if line.rule.has_level:
        fields["level"] = ChoiceField(
            _("Level"), list(level_words(line.kind, file.nation).items()), missing=_("Choose one.")
        )
        fields["number"] = TextField(_("Number on it"))
        fields["issued_on"] = DateField(_("Date on it"))
        if file.nation in ("england", "wales"):
            fields["update_service"] = CheckField(
                _("I looked in the Update Service"), hint=_("With the worker's consent.")
            )
    fields["seen_on"] = DateField(
        _("When you saw it"), missing=_("Type the day on which you saw it.")
    )
    fields["seen_by"] = TextField(_("Who saw it"), missing=_("Type who saw it."))
    if line.kind not in WITHOUT_END:
        fields["until"] = DateField(
            _("It is good until"), hint=_("The last day. Leave it empty if it has no end.")
        )
    if line.kind not in (CheckKind.REFERENCE, CheckKind.QUALIFICATION):
        fields["again_on"] = DateField(
            _("Look again on"), hint=_("If you want to be told on another day.")
        )
    before = line.seen
    for name in ("level", "number", "issued_on", "note") if before else ():
        if name in fields:
            fields[name].set_value(getattr(before, name))
    if "name" in fields:
        fields["name"].set_value(line.own_name)
    fields["seen_on"].set_value(desk.today())
    fields["seen_by"].set_value(desk.who)
    return fields


def asked_change(desk: Desk, file: WorkerFile, line: CheckLook) -> Change:
    """Somebody was asked for a reference: who."""
    return Change(
        title=_("Ask for a reference"),
        fields={"name": TextField(_("Whom you asked"), missing=_("Type whom you asked."))},
        task=lambda values: ask_for(
            desk.book,
            file.id,
            line.kind,
            name=values["name"],
            check_id=line.id,
            who=desk.who,
            at=desk.now(),
        ),
        said=_("It is noted that you asked."),
        button=_("Save whom I asked"),
        fault_at="name",
    )


def not_needed_change(desk: Desk, file: WorkerFile, line: CheckLook) -> Change:
    """A check that is not needed, and why."""
    note = ""
    if line.by_law:
        note = _("The law asks for this check. Say why it is not so here.")
    return Change(
        title=_("{check}: not needed").format(check=line.name),
        note=note,
        fields={
            "reason": TextField(
                _("Why it is not needed"),
                missing=_("Say in a few words why this check is not needed."),
            )
        },
        task=lambda values: not_needed(
            desk.book,
            file.id,
            line.kind,
            values["reason"],
            check_id=line.id,
            who=desk.who,
            at=desk.now(),
        ),
        said=_("The reason is kept."),
        button=_("Save the reason"),
        fault_at="reason",
    )


def contact_change(desk: Desk, file: WorkerFile) -> Change:
    """How to reach a worker, and what they do."""
    now = file.contact
    fields: dict[str, Field] = {
        "phone": TextField(_("Phone")),
        "email": TextField(_("E-mail")),
        "emergency_name": TextField(
            _("Whom to ring in an emergency"), hint=_("Somebody close to the worker.")
        ),
        "emergency_phone": TextField(_("Their phone")),
        "role": TextField(_("Title of the job"), hint=_("Such as personal assistant.")),
        **service_fields(file.kind),
        "drives": CheckField(_("They drive for the work")),
    }
    for name, field in fields.items():
        field.set_value(getattr(now, name))

    def task(values: dict[str, Any]) -> None:
        given: dict[str, Any] = {
            name: "" if value is None else value for name, value in values.items()
        }
        answer = ContactAnswer(**given)
        set_contact(desk.book, file.id, answer, who=desk.who, at=desk.now())

    return Change(
        title=_("How to reach {name}").format(name=file.name),
        fields=fields,
        task=task,
        said=_("It is saved."),
        button=_("Save how to reach them"),
        fault_at="emergency_phone",
    )


def numbers_change(desk: Desk, file: WorkerFile) -> Change:
    """The tax reference of somebody who is self-employed, and where anybody is registered."""
    fields: dict[str, Field] = {}
    if file.kind == "self-employed":
        fields["utr"] = TextField(
            _("Tax reference (UTR)"), hint=_("Ten figures. It is on their letters from HMRC.")
        )
    fields["registration"] = TextField(
        _("Registration number"),
        hint=_("From the Care Quality Commission (CQC), or from a register of PAs."),
    )
    for name, field in fields.items():
        field.set_value(getattr(file, name))

    def task(values: dict[str, Any]) -> None:
        set_registration(
            desk.book,
            file.id,
            utr=values.get("utr") or "",
            registration=values["registration"] or "",
            who=desk.who,
            at=desk.now(),
        )

    return Change(
        title=_("Numbers of {name}").format(name=file.name),
        fields=fields,
        task=task,
        said=_("It is saved."),
        button=_("Save these numbers"),
        fault_at=next(iter(fields)),
    )


def papers_change(desk: Desk, file: WorkerFile, paths: Sequence[Path]) -> Change:
    """Papers for the file: what they are."""
    kind = ChoiceField(
        _("What it is"), list(paper_words().items()), missing=_("Choose what it is.")
    )

    def task(values: dict[str, Any]) -> list[int]:
        kind: PaperKind = values["kind"]
        return add_papers(
            desk.book,
            file.id,
            paths,
            kind,
            note=values["note"] or "",
            who=desk.who,
            at=desk.now(),
        )

    return Change(
        title=ngettext("Add {count} paper", "Add {count} papers", len(paths)).format(
            count=len(paths)
        ),
        note=_("Never add a DBS certificate, or a copy of one."),
        fields={"kind": kind, "note": TextField(_("A note"))},
        task=task,
        said=_("It is in the file."),
        button=_("Add to the file"),
        fault_at="kind",
    )


def policy_change(desk: Desk, file: WorkerFile) -> Change:
    """An insurance, of the employer or the worker's own."""
    fields: dict[str, Field] = {
        "kind": ChoiceField(
            _("What is insured"),
            list(policy_words().items()),
            missing=_("Choose what is insured."),
        )
    }
    if file.kind != "employed":
        fields["theirs"] = ChoiceField(
            _("Whose insurance it is"),
            [(True, _("Theirs")), (False, _("Mine, as an employer"))],
            missing=_("Choose whose it is."),
        )
        fields["kind"].set_value(PolicyKind.PUBLIC_LIABILITY)
    fields["insurer"] = TextField(_("Insurer"), missing=_("Type the name of the insurer."))
    fields["number"] = TextField(_("Number of the policy"))
    fields["from_date"] = DateField(_("First day"), missing=_("Type the first day."))
    fields["until"] = DateField(_("Last day"), missing=_("Type the last day."))

    def task(values: dict[str, Any]) -> int:
        own = values.get("theirs", False)
        return add_policy(
            desk.book,
            PolicyAnswer(
                values["kind"],
                values["insurer"],
                values["from_date"],
                values["until"],
                values["number"] or "",
            ),
            worker_id=file.id if own else None,
            who=desk.who,
            at=desk.now(),
        )

    return Change(
        title=_("Add an insurance"),
        note=_("Copy it from the schedule. You can add the certificate afterwards."),
        fields=fields,
        task=task,
        said=_("The insurance is saved."),
        button=_("Save the insurance"),
        fault_at="until",
    )


def family_change(desk: Desk, file: WorkerFile) -> Change:
    """What a worker is to the person, where they live, and the council's consent."""
    now = file.family
    relation = ChoiceField(
        _("What they are to the person whose care it is"),
        list(relation_words().items()),
        hint=_("“Family by marriage” is a son-in-law, a sister's husband and the like."),
    )
    relation.set_value(now.relation)
    lives_here = CheckField(_("They live in the same home"))
    lives_here.set_value(now.lives_here)
    consent = DateField(
        _("When the council agreed"), hint=_("Leave it empty if it has not, or need not.")
    )
    consent.set_value(now.consent_on)

    def task(values: dict[str, Any]) -> FamilyLook:
        return set_family(
            desk.book,
            file.id,
            relation=relation.chosen(),
            lives_here=values["lives_here"],
            consent_on=values["consent_on"],
            who=desk.who,
            at=desk.now(),
        )

    def said(look: FamilyLook) -> str:
        if look.wanted is None or look.consent_on is not None:
            return _("It is saved.")
        return _("It is saved. {why}").format(why=look.wanted.why)

    return Change(
        title=_("Is {name} family?").format(name=file.name),
        fields={"relation": relation, "lives_here": lives_here, "consent_on": consent},
        task=task,
        said=said,
        button=_("Save whether they are family"),
        fault_at="consent_on",
    )


def status_question(desk: Desk, file: WorkerFile) -> Question:
    """The questions about whether a worker is employed."""
    before = file.status
    fields: dict[str, Field] = {}
    names: list[str] = []
    for question in status_questions().questions:
        words, hint, answers = question_words(question)
        field = ChoiceField(words, [(NOT_SURE, _("I am not sure")), *answers], hint=hint)
        if before is not None:
            field.set_value(before.answers.get(question.id, NOT_SURE))
        fields[question.id] = field
        names.append(question.id)
    reference = TextField(
        _("Reference of HMRC's own tool"), hint=_("If you used it: the number it gave you.")
    )
    note = TextField(_("A note"))
    reference.set_value(before.reference if before else "")
    fields |= {"reference": reference, "note": note}

    def answers_of(values: dict[str, Any]) -> dict[str, str]:
        return {name: values[name] for name in names if values[name] != NOT_SURE}

    def look(values: dict[str, Any]) -> Shown:
        view = weigh_answers(answers_of(values))
        return Shown(view.says, view.steps, can_save=bool(view.steps))

    return Question(
        title=_("Is {name} employed?").format(name=file.name),
        note=_(
            "This is not a ruling. It helps you to think, and keeps your reasons. "
            "HMRC's own tool counts more: {tool}"
        ).format(tool=TOOL),
        fields=fields,
        look=look,
        task=lambda values: save_status(
            desk.book,
            file.id,
            answers_of(values),
            reference=values["reference"] or "",
            note=values["note"] or "",
            who=desk.who,
            at=desk.now(),
        ),
        about=_("What the answers point to"),
        said=_("Your answers and reasons are kept."),
        button=_("Keep these answers"),
        fault_at=names[0],
    )
