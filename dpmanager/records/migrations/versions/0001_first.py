"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes every table of the first version."""
    op.create_table(
        "account",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("last_four", sa.String(), nullable=False),
        sa.Column("opening_balance", sa.Integer(), nullable=False),
        sa.Column("opening_date", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("name", name=op.f("uq_account_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "deadline_note",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_note")),
        sa.UniqueConstraint("key", name=op.f("uq_deadline_note_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "ending_tick",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("done_by", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ending_tick")),
        sa.UniqueConstraint("key", name=op.f("uq_ending_tick_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "form_key",
        sa.Column("book_id", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "funder",
        sa.Column("rules", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("last_review", sa.Date(), nullable=True),
        sa.Column("next_review", sa.Date(), nullable=True),
        sa.Column("own_rules", sa.String(), nullable=False),
        sa.Column("opening_part", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funder")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "helper",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("book_id", sa.String(), nullable=False),
        sa.Column("rota_out_at", sa.DateTime(), nullable=True),
        sa.Column("taken_at", sa.DateTime(), nullable=True),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper")),
        sa.UniqueConstraint("book_id", name=op.f("uq_helper_book_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outcome",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pay_run",
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_run")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pension_scheme",
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("provider_address", sa.String(), nullable=False),
        sa.Column("provider_contact", sa.String(), nullable=False),
        sa.Column("employer_reference", sa.String(), nullable=False),
        sa.Column("group_name", sa.String(), nullable=False),
        sa.Column("payment_source", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("relief", sa.String(), nullable=False),
        sa.Column("employee_percent", sa.String(), nullable=False),
        sa.Column("employer_percent", sa.String(), nullable=False),
        sa.Column("duties_start", sa.Date(), nullable=True),
        sa.Column("declared_on", sa.Date(), nullable=True),
        sa.Column("re_enrolled_on", sa.Date(), nullable=True),
        sa.Column("re_declare_by", sa.Date(), nullable=True),
        sa.Column("pay_by_day", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pension_scheme")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "person",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("date_of_birth", sa.Date(), nullable=True),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "proof",
        sa.Column("sealed_name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("original", sa.String(), nullable=False),
        sa.Column("look", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof")),
        sa.UniqueConstraint("sealed_name", name=op.f("uq_proof_sealed_name")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_proof_original"), "proof", ["original"], unique=False)
    op.create_table(
        "proof_lines",
        sa.Column("sealed_name", sa.String(), nullable=False),
        sa.Column("pages", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof_lines")),
        sa.UniqueConstraint("sealed_name", name=op.f("uq_proof_lines_sealed_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "proof_text",
        sa.Column("sealed_name", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof_text")),
        sa.UniqueConstraint("sealed_name", name=op.f("uq_proof_text_sealed_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "signature",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("strokes", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "statement_layout",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("header", sa.String(), nullable=False),
        sa.Column("layout", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_layout")),
        sa.UniqueConstraint("header", name=op.f("uq_statement_layout_header")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "task_done",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("lasting", sa.Boolean(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["undoes"], ["task_done.id"], name=op.f("fk_task_done_undoes_task_done")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_done")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "unspent_reason",
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unspent_reason")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "worker",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("start_date", sa.Date(), nullable=False),
        sa.Column("end_date", sa.Date(), nullable=True),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("payroll_number", sa.String(), nullable=False),
        sa.Column("date_of_birth", sa.Date(), nullable=True),
        sa.Column("ni_number", sa.String(), nullable=False),
        sa.Column("tax_code", sa.String(), nullable=False),
        sa.Column("tax_basis", sa.String(), nullable=False),
        sa.Column("ni_category", sa.String(), nullable=False),
        sa.Column("pay_frequency", sa.String(), nullable=False),
        sa.Column("first_period_start", sa.Date(), nullable=True),
        sa.Column("pay_day_after", sa.Integer(), nullable=False),
        sa.Column("previous_tax_year", sa.String(), nullable=False),
        sa.Column("previous_pay", sa.Integer(), nullable=False),
        sa.Column("previous_tax", sa.Integer(), nullable=False),
        sa.Column("starter_statement", sa.String(), nullable=False),
        sa.Column("has_other_job", sa.Boolean(), nullable=True),
        sa.Column("has_other_pension", sa.Boolean(), nullable=True),
        sa.Column("holiday_method", sa.String(), nullable=False),
        sa.Column("weekly_hours", sa.String(), nullable=True),
        sa.Column("days_a_week", sa.String(), nullable=True),
        sa.Column("working_days", sa.String(), nullable=False),
        sa.Column("leave_year_start", sa.Date(), nullable=True),
        sa.Column("home_nightly_charge", sa.Integer(), nullable=True),
        sa.Column("payroll_by", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("emergency_name", sa.String(), nullable=False),
        sa.Column("emergency_phone", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("drives", sa.Boolean(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("lives_here", sa.Boolean(), nullable=False),
        sa.Column("consent_on", sa.Date(), nullable=True),
        sa.Column("opted_out_48", sa.Date(), nullable=True),
        sa.Column("rounds_to_minutes", sa.Integer(), nullable=False),
        sa.Column("utr", sa.String(), nullable=False),
        sa.Column("registration", sa.String(), nullable=False),
        sa.Column("p45_given_on", sa.Date(), nullable=True),
        sa.Column("notice_given_on", sa.Date(), nullable=True),
        sa.Column("notice_by", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_worker_name"), "worker", ["name"], unique=False)
    op.create_table(
        "absence",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("event_day", sa.Date(), nullable=True),
        sa.Column("born", sa.Date(), nullable=True),
        sa.Column("weeks_used", sa.Integer(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("fit_note_until", sa.Date(), nullable=True),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_absence_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_absence_first_day"), "absence", ["first_day"], unique=False)
    op.create_index(op.f("ix_absence_worker_id"), "absence", ["worker_id"], unique=False)
    op.create_table(
        "agreed_payment",
        sa.Column("funder_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("what_for", sa.String(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["funder_id"], ["funder.id"], name=op.f("fk_agreed_payment_funder_id_funder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreed_payment")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_agreed_payment_funder_id"), "agreed_payment", ["funder_id"], unique=False
    )
    op.create_table(
        "agreement",
        sa.Column("funder_id", sa.Integer(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("weekly_amount", sa.Integer(), nullable=False),
        sa.Column("weekly_contribution", sa.Integer(), nullable=False),
        sa.Column("paid_every", sa.String(), nullable=False),
        sa.Column("paid_in", sa.String(), nullable=False),
        sa.Column("contribution_collected", sa.String(), nullable=False),
        sa.Column("surplus_weeks", sa.String(), nullable=True),
        sa.Column("return_days", sa.Integer(), nullable=True),
        sa.Column("first_payment", sa.Date(), nullable=True),
        sa.Column("funding_rule", sa.String(), nullable=False),
        sa.Column("contingency", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["funder_id"], ["funder.id"], name=op.f("fk_agreement_funder_id_funder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_agreement_funder_id"), "agreement", ["funder_id"], unique=False)
    op.create_table(
        "arrangement",
        sa.Column("recipient_id", sa.Integer(), nullable=False),
        sa.Column("manager_id", sa.Integer(), nullable=False),
        sa.Column("employer_id", sa.Integer(), nullable=False),
        sa.Column("manager_role", sa.String(), nullable=False),
        sa.Column("nation", sa.String(), nullable=False),
        sa.Column("paye_reference", sa.String(), nullable=False),
        sa.Column("accounts_office_reference", sa.String(), nullable=False),
        sa.Column("hmrc_paid", sa.String(), nullable=False),
        sa.Column("employment_allowance", sa.Boolean(), nullable=False),
        sa.Column("care_is_at_home", sa.Boolean(), nullable=True),
        sa.Column("care_is_for_you_or_family", sa.Boolean(), nullable=True),
        sa.Column("needs_care", sa.Boolean(), nullable=True),
        sa.Column("files_alone", sa.Boolean(), nullable=True),
        sa.Column("bureau_day_of_month", sa.Integer(), nullable=True),
        sa.Column("bureau_days_before", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["employer_id"], ["person.id"], name=op.f("fk_arrangement_employer_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["manager_id"], ["person.id"], name=op.f("fk_arrangement_manager_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["recipient_id"], ["person.id"], name=op.f("fk_arrangement_recipient_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrangement")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "asked_return",
        sa.Column("funder_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["funder_id"], ["funder.id"], name=op.f("fk_asked_return_funder_id_funder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_return")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_asked_return_funder_id"), "asked_return", ["funder_id"], unique=False)
    op.create_table(
        "change",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(), nullable=False),
        sa.Column("rows", sa.String(), nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("erased", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["task_id"], ["task_done.id"], name=op.f("fk_change_task_id_task_done")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_change_task_id"), "change", ["task_id"], unique=False)
    op.create_table(
        "check",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("seen_by", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("update_service", sa.Boolean(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("again_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("proof_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["proof_id"], ["proof.id"], name=op.f("fk_check_proof_id_proof")),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_check_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_check_worker_id"), "check", ["worker_id"], unique=False)
    op.create_table(
        "court_order",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payee", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("to_date", sa.Date(), nullable=True),
        sa.Column("is_priority", sa.Boolean(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("share", sa.String(), nullable=True),
        sa.Column("table", sa.String(), nullable=False),
        sa.Column("protected", sa.Integer(), nullable=True),
        sa.Column("protected_share", sa.String(), nullable=True),
        sa.Column("carries_shortfall", sa.Boolean(), nullable=False),
        sa.Column("whole", sa.Integer(), nullable=True),
        sa.Column("with_charge", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_court_order_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_court_order")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_court_order_worker_id"), "court_order", ["worker_id"], unique=False)
    op.create_table(
        "deduction",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("what_for", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("whole", sa.Integer(), nullable=False),
        sa.Column("each", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_deduction_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deduction")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_deduction_worker_id"), "deduction", ["worker_id"], unique=False)
    op.create_table(
        "funding_share",
        sa.Column("funder_id", sa.Integer(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("percent", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["funder_id"], ["funder.id"], name=op.f("fk_funding_share_funder_id_funder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_funding_share")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_funding_share_funder_id"), "funding_share", ["funder_id"], unique=False
    )
    op.create_table(
        "helper_entry",
        sa.Column("helper_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.String(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("end", sa.Time(), nullable=False),
        sa.Column("break_minutes", sa.Integer(), nullable=False),
        sa.Column("woken_minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("entered_by", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("shift_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["helper_id"], ["helper.id"], name=op.f("fk_helper_entry_helper_id_helper")
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_helper_entry_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_helper_entry")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_helper_entry_entry_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_helper_entry_helper_id"), "helper_entry", ["helper_id"], unique=False)
    op.create_index(op.f("ix_helper_entry_worker_id"), "helper_entry", ["worker_id"], unique=False)
    op.create_table(
        "holiday_carried",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("leave_year_start", sa.Date(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_holiday_carried_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday_carried")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_holiday_carried_worker_id"), "holiday_carried", ["worker_id"], unique=False
    )
    op.create_table(
        "holiday_request",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("hours", sa.String(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_holiday_request_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holiday_request")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_holiday_request_start"), "holiday_request", ["start"], unique=False)
    op.create_index(
        op.f("ix_holiday_request_worker_id"), "holiday_request", ["worker_id"], unique=False
    )
    op.create_table(
        "invoice",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("hours", sa.String(), nullable=True),
        sa.Column("rate", sa.String(), nullable=True),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("proof_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["proof_id"], ["proof.id"], name=op.f("fk_invoice_proof_id_proof")),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_invoice_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice")),
        sa.UniqueConstraint("worker_id", "number", name=op.f("uq_invoice_worker_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_invoice_worker_id"), "invoice", ["worker_id"], unique=False)
    op.create_table(
        "loan_notice",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("loan", sa.String(), nullable=False),
        sa.Column("starts", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_loan_notice_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_notice")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_loan_notice_worker_id"), "loan_notice", ["worker_id"], unique=False)
    op.create_table(
        "ni_letter",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_ni_letter_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ni_letter")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_ni_letter_worker_id"), "ni_letter", ["worker_id"], unique=False)
    op.create_table(
        "outcome_note",
        sa.Column("outcome_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_outcome_note_outcome_id_outcome")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome_note")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_outcome_note_outcome_id"), "outcome_note", ["outcome_id"], unique=False
    )
    op.create_table(
        "outside_contribution",
        sa.Column("funder_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("paid_to", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("proof_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["funder_id"], ["funder.id"], name=op.f("fk_outside_contribution_funder_id_funder")
        ),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["proof.id"], name=op.f("fk_outside_contribution_proof_id_proof")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_contribution")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_outside_contribution_funder_id"),
        "outside_contribution",
        ["funder_id"],
        unique=False,
    )
    op.create_table(
        "pay_rate",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("hour_kind", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_pay_rate_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_rate")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pay_rate_worker_id"), "pay_rate", ["worker_id"], unique=False)
    op.create_table(
        "pension_event",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_pension_event_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pension_event")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_pension_event_worker_id"), "pension_event", ["worker_id"], unique=False
    )
    op.create_table(
        "policy",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("insurer", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("proof_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["proof_id"], ["proof.id"], name=op.f("fk_policy_proof_id_proof")),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_policy_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_policy_until"), "policy", ["until"], unique=False)
    op.create_index(op.f("ix_policy_worker_id"), "policy", ["worker_id"], unique=False)
    op.create_table(
        "reconciliation",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("statement_balance", sa.Integer(), nullable=False),
        sa.Column("difference", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_reconciliation_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reconciliation")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_reconciliation_account_id"), "reconciliation", ["account_id"], unique=False
    )
    op.create_table(
        "reserve",
        sa.Column("funder_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("each", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["funder_id"], ["funder.id"], name=op.f("fk_reserve_funder_id_funder")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reserve")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_reserve_funder_id"), "reserve", ["funder_id"], unique=False)
    op.create_table(
        "return_form",
        sa.Column("funder_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("proof_id", sa.Integer(), nullable=False),
        sa.Column("mapping", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["funder_id"], ["funder.id"], name=op.f("fk_return_form_funder_id_funder")
        ),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["proof.id"], name=op.f("fk_return_form_proof_id_proof")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_form")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_return_form_funder_id"), "return_form", ["funder_id"], unique=False)
    op.create_table(
        "rota_change",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start", sa.Time(), nullable=True),
        sa.Column("end", sa.Time(), nullable=True),
        sa.Column("break_minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("covers_worker_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["covers_worker_id"], ["worker.id"], name=op.f("fk_rota_change_covers_worker_id_worker")
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_rota_change_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rota_change")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_rota_change_day"), "rota_change", ["day"], unique=False)
    op.create_index(op.f("ix_rota_change_worker_id"), "rota_change", ["worker_id"], unique=False)
    op.create_table(
        "rota_pattern",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("weeks", sa.Integer(), nullable=False),
        sa.Column("elsewhere", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_rota_pattern_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rota_pattern")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_rota_pattern_worker_id"), "rota_pattern", ["worker_id"], unique=False)
    op.create_table(
        "sent_return",
        sa.Column("funder_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("closing", sa.Integer(), nullable=False),
        sa.Column("figures", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("bundle_id", sa.Integer(), nullable=True),
        sa.Column("signature_id", sa.Integer(), nullable=False),
        sa.Column("locked_at", sa.DateTime(), nullable=False),
        sa.Column("amends_id", sa.Integer(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("sent_how", sa.String(), nullable=False),
        sa.Column("sent_by", sa.String(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["amends_id"], ["sent_return.id"], name=op.f("fk_sent_return_amends_id_sent_return")
        ),
        sa.ForeignKeyConstraint(
            ["bundle_id"], ["proof.id"], name=op.f("fk_sent_return_bundle_id_proof")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["proof.id"], name=op.f("fk_sent_return_document_id_proof")
        ),
        sa.ForeignKeyConstraint(
            ["funder_id"], ["funder.id"], name=op.f("fk_sent_return_funder_id_funder")
        ),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["signature.id"], name=op.f("fk_sent_return_signature_id_signature")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_return")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_sent_return_funder_id"), "sent_return", ["funder_id"], unique=False)
    op.create_table(
        "sorting_rule",
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=True),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_sorting_rule_outcome_id_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_sorting_rule_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sorting_rule")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "spending_answer",
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("proof_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["proof.id"], name=op.f("fk_spending_answer_proof_id_proof")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spending_answer")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "statement_import",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("closing_balance", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_statement_import_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_import")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_statement_import_account_id"), "statement_import", ["account_id"], unique=False
    )
    op.create_table(
        "status_answer",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("answers", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_status_answer_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_answer")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_status_answer_worker_id"), "status_answer", ["worker_id"], unique=False
    )
    op.create_table(
        "taken_form",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.Column("proof_id", sa.Integer(), nullable=True),
        sa.Column("signed_name", sa.String(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("rows", sa.String(), nullable=False),
        sa.Column("remarks", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["proof.id"], name=op.f("fk_taken_form_proof_id_proof")
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_taken_form_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taken_form")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_taken_form_worker_id"), "taken_form", ["worker_id"], unique=False)
    op.create_table(
        "tax_code_notice",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("notice", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_tax_code_notice_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_code_notice")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_tax_code_notice_worker_id"), "tax_code_notice", ["worker_id"], unique=False
    )
    op.create_table(
        "timesheet",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.String(), nullable=False),
        sa.Column("corrected_on", sa.Date(), nullable=True),
        sa.Column("signature_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["signature.id"], name=op.f("fk_timesheet_signature_id_signature")
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_timesheet_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timesheet")),
        sa.UniqueConstraint("worker_id", "start", name=op.f("uq_timesheet_worker_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_timesheet_start"), "timesheet", ["start"], unique=False)
    op.create_index(op.f("ix_timesheet_worker_id"), "timesheet", ["worker_id"], unique=False)
    op.create_table(
        "worker_paper",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("proof_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["proof.id"], name=op.f("fk_worker_paper_proof_id_proof")
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_worker_paper_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_paper")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_worker_paper_worker_id"), "worker_paper", ["worker_id"], unique=False)
    op.create_table(
        "worker_service",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_worker_service_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker_service")),
        sa.UniqueConstraint("worker_id", "service_type", name=op.f("uq_worker_service_worker_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "agreed_cost",
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("cost", sa.String(), nullable=False),
        sa.Column("met", sa.String(), nullable=False),
        sa.Column("yearly_amount", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_agreed_cost_agreement_id_agreement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreed_cost")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_agreed_cost_agreement_id"), "agreed_cost", ["agreement_id"], unique=False
    )
    op.create_table(
        "agreed_service",
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("weekly_hours", sa.String(), nullable=False),
        sa.Column("hourly_rate", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreement.id"],
            name=op.f("fk_agreed_service_agreement_id_agreement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreed_service")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_agreed_service_agreement_id"), "agreed_service", ["agreement_id"], unique=False
    )
    op.create_table(
        "late_change",
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["return_id"], ["sent_return.id"], name=op.f("fk_late_change_return_id_sent_return")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_late_change")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_late_change_return_id"), "late_change", ["return_id"], unique=False)
    op.create_table(
        "payslip",
        sa.Column("pay_run_id", sa.Integer(), nullable=False),
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("timesheet_id", sa.Integer(), nullable=False),
        sa.Column("correction", sa.Integer(), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("pay_date", sa.Date(), nullable=False),
        sa.Column("frequency", sa.String(), nullable=False),
        sa.Column("tax_year", sa.String(), nullable=False),
        sa.Column("tax_period", sa.Integer(), nullable=False),
        sa.Column("tax_code", sa.String(), nullable=False),
        sa.Column("tax_basis", sa.String(), nullable=False),
        sa.Column("ni_category", sa.String(), nullable=False),
        sa.Column("gross_pay", sa.Integer(), nullable=False),
        sa.Column("income_tax", sa.Integer(), nullable=False),
        sa.Column("employee_ni", sa.Integer(), nullable=False),
        sa.Column("employer_ni", sa.Integer(), nullable=False),
        sa.Column("taxable_pay", sa.Integer(), nullable=False),
        sa.Column("not_for_ni", sa.Integer(), nullable=False),
        sa.Column("student_loan", sa.Integer(), nullable=False),
        sa.Column("postgraduate_loan", sa.Integer(), nullable=False),
        sa.Column("employee_pension", sa.Integer(), nullable=False),
        sa.Column("employer_pension", sa.Integer(), nullable=False),
        sa.Column("late_employee_pension", sa.Integer(), nullable=False),
        sa.Column("late_employer_pension", sa.Integer(), nullable=False),
        sa.Column("late_pension_on", sa.Date(), nullable=True),
        sa.Column("net_pay", sa.Integer(), nullable=False),
        sa.Column("gross_to_date", sa.Integer(), nullable=False),
        sa.Column("tax_pay_to_date", sa.Integer(), nullable=False),
        sa.Column("tax_to_date", sa.Integer(), nullable=False),
        sa.Column("employee_ni_to_date", sa.Integer(), nullable=False),
        sa.Column("employer_ni_to_date", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("proof_id", sa.Integer(), nullable=True),
        sa.Column("steps", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pay_run_id"], ["pay_run.id"], name=op.f("fk_payslip_pay_run_id_pay_run")
        ),
        sa.ForeignKeyConstraint(["proof_id"], ["proof.id"], name=op.f("fk_payslip_proof_id_proof")),
        sa.ForeignKeyConstraint(
            ["timesheet_id"], ["timesheet.id"], name=op.f("fk_payslip_timesheet_id_timesheet")
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_payslip_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payslip")),
        sa.UniqueConstraint("timesheet_id", "correction", name=op.f("uq_payslip_timesheet_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_payslip_pay_date"), "payslip", ["pay_date"], unique=False)
    op.create_index(op.f("ix_payslip_pay_run_id"), "payslip", ["pay_run_id"], unique=False)
    op.create_index(op.f("ix_payslip_worker_id"), "payslip", ["worker_id"], unique=False)
    op.create_table(
        "return_paper",
        sa.Column("return_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("proof_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["proof.id"], name=op.f("fk_return_paper_proof_id_proof")
        ),
        sa.ForeignKeyConstraint(
            ["return_id"], ["sent_return.id"], name=op.f("fk_return_paper_return_id_sent_return")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_paper")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_return_paper_return_id"), "return_paper", ["return_id"], unique=False)
    op.create_table(
        "rota_shift",
        sa.Column("pattern_id", sa.Integer(), nullable=False),
        sa.Column("week", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("end", sa.Time(), nullable=False),
        sa.Column("break_minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=True),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_rota_shift_outcome_id_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["pattern_id"], ["rota_pattern.id"], name=op.f("fk_rota_shift_pattern_id_rota_pattern")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rota_shift")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_rota_shift_pattern_id"), "rota_shift", ["pattern_id"], unique=False)
    op.create_table(
        "shift",
        sa.Column("timesheet_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start", sa.Time(), nullable=False),
        sa.Column("end", sa.Time(), nullable=False),
        sa.Column("break_minutes", sa.Integer(), nullable=False),
        sa.Column("woken_minutes", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=True),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_shift_outcome_id_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["timesheet_id"], ["timesheet.id"], name=op.f("fk_shift_timesheet_id_timesheet")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shift")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_shift_day"), "shift", ["day"], unique=False)
    op.create_index(op.f("ix_shift_timesheet_id"), "shift", ["timesheet_id"], unique=False)
    op.create_table(
        "statement_paper",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("proof_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_statement_paper_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["statement_import.id"],
            name=op.f("fk_statement_paper_import_id_statement_import"),
        ),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["proof.id"], name=op.f("fk_statement_paper_proof_id_proof")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_paper")),
        sa.UniqueConstraint("account_id", "proof_id", name=op.f("uq_statement_paper_account_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_statement_paper_import_id"), "statement_paper", ["import_id"], unique=False
    )
    op.create_index(
        op.f("ix_statement_paper_proof_id"), "statement_paper", ["proof_id"], unique=False
    )
    op.create_table(
        "transaction",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("bank_type", sa.String(), nullable=False),
        sa.Column("bank_balance", sa.Integer(), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=True),
        sa.Column("nth", sa.Integer(), nullable=True),
        sa.Column("presented_on", sa.Date(), nullable=True),
        sa.Column("no_proof_reason", sa.String(), nullable=False),
        sa.Column("cheque", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_transaction_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["statement_import.id"],
            name=op.f("fk_transaction_import_id_statement_import"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transaction")),
        sa.UniqueConstraint(
            "account_id", "fingerprint", "nth", name=op.f("uq_transaction_account_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_transaction_day"), "transaction", ["day"], unique=False)
    op.create_index(op.f("ix_transaction_import_id"), "transaction", ["import_id"], unique=False)
    op.create_table(
        "expected_payment",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payee", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("payslip_id", sa.Integer(), nullable=True),
        sa.Column("invoice_id", sa.Integer(), nullable=True),
        sa.Column("start", sa.Date(), nullable=True),
        sa.Column("end", sa.Date(), nullable=True),
        sa.Column("steps", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invoice_id"], ["invoice.id"], name=op.f("fk_expected_payment_invoice_id_invoice")
        ),
        sa.ForeignKeyConstraint(
            ["payslip_id"], ["payslip.id"], name=op.f("fk_expected_payment_payslip_id_payslip")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expected_payment")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_expected_payment_due"), "expected_payment", ["due"], unique=False)
    op.create_index(
        op.f("ix_expected_payment_invoice_id"), "expected_payment", ["invoice_id"], unique=False
    )
    op.create_index(
        op.f("ix_expected_payment_payslip_id"), "expected_payment", ["payslip_id"], unique=False
    )
    op.create_table(
        "pay_extra",
        sa.Column("payslip_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.String(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("court_order_id", sa.Integer(), nullable=True),
        sa.Column("deduction_id", sa.Integer(), nullable=True),
        sa.Column("shortfall", sa.Integer(), nullable=False),
        sa.Column("protected_short", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["court_order_id"],
            ["court_order.id"],
            name=op.f("fk_pay_extra_court_order_id_court_order"),
        ),
        sa.ForeignKeyConstraint(
            ["deduction_id"], ["deduction.id"], name=op.f("fk_pay_extra_deduction_id_deduction")
        ),
        sa.ForeignKeyConstraint(
            ["payslip_id"], ["payslip.id"], name=op.f("fk_pay_extra_payslip_id_payslip")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_extra")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pay_extra_payslip_id"), "pay_extra", ["payslip_id"], unique=False)
    op.create_table(
        "pay_item",
        sa.Column("worker_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.String(), nullable=True),
        sa.Column("mile_rate", sa.String(), nullable=True),
        sa.Column("vehicle", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("steps", sa.String(), nullable=False),
        sa.Column("payslip_id", sa.Integer(), nullable=True),
        sa.Column("timesheet_id", sa.Integer(), nullable=True),
        sa.Column("work_pay", sa.Integer(), nullable=False),
        sa.Column("deduction_id", sa.Integer(), nullable=True),
        sa.Column("taken_form_id", sa.Integer(), nullable=True),
        sa.Column("proof_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["deduction_id"], ["deduction.id"], name=op.f("fk_pay_item_deduction_id_deduction")
        ),
        sa.ForeignKeyConstraint(
            ["payslip_id"], ["payslip.id"], name=op.f("fk_pay_item_payslip_id_payslip")
        ),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["proof.id"], name=op.f("fk_pay_item_proof_id_proof")
        ),
        sa.ForeignKeyConstraint(
            ["taken_form_id"], ["taken_form.id"], name=op.f("fk_pay_item_taken_form_id_taken_form")
        ),
        sa.ForeignKeyConstraint(
            ["timesheet_id"], ["timesheet.id"], name=op.f("fk_pay_item_timesheet_id_timesheet")
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_pay_item_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_item")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pay_item_payslip_id"), "pay_item", ["payslip_id"], unique=False)
    op.create_index(op.f("ix_pay_item_timesheet_id"), "pay_item", ["timesheet_id"], unique=False)
    op.create_index(op.f("ix_pay_item_worker_id"), "pay_item", ["worker_id"], unique=False)
    op.create_table(
        "pay_line",
        sa.Column("payslip_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("quantity", sa.String(), nullable=False),
        sa.Column("rate", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("by_the_night", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["payslip_id"], ["payslip.id"], name=op.f("fk_pay_line_payslip_id_payslip")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pay_line")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pay_line_payslip_id"), "pay_line", ["payslip_id"], unique=False)
    op.create_table(
        "payment_tie",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("transaction_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["other_id"], ["transaction.id"], name=op.f("fk_payment_tie_other_id_transaction")
        ),
        sa.ForeignKeyConstraint(
            ["transaction_id"],
            ["transaction.id"],
            name=op.f("fk_payment_tie_transaction_id_transaction"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_tie")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_payment_tie_other_id"), "payment_tie", ["other_id"], unique=False)
    op.create_index(
        op.f("ix_payment_tie_transaction_id"), "payment_tie", ["transaction_id"], unique=False
    )
    op.create_table(
        "pocket_payment",
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("payee", sa.String(), nullable=False),
        sa.Column("paid_by", sa.String(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=True),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("cash_id", sa.Integer(), nullable=True),
        sa.Column("repaid_id", sa.Integer(), nullable=True),
        sa.Column("proof_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["cash_id"], ["transaction.id"], name=op.f("fk_pocket_payment_cash_id_transaction")
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_pocket_payment_outcome_id_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["proof.id"], name=op.f("fk_pocket_payment_proof_id_proof")
        ),
        sa.ForeignKeyConstraint(
            ["repaid_id"], ["transaction.id"], name=op.f("fk_pocket_payment_repaid_id_transaction")
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_pocket_payment_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pocket_payment")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_pocket_payment_cash_id"), "pocket_payment", ["cash_id"], unique=False)
    op.create_index(
        op.f("ix_pocket_payment_repaid_id"), "pocket_payment", ["repaid_id"], unique=False
    )
    op.create_table(
        "proof_link",
        sa.Column("proof_id", sa.Integer(), nullable=False),
        sa.Column("transaction_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["proof.id"], name=op.f("fk_proof_link_proof_id_proof")
        ),
        sa.ForeignKeyConstraint(
            ["transaction_id"],
            ["transaction.id"],
            name=op.f("fk_proof_link_transaction_id_transaction"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proof_link")),
        sa.UniqueConstraint("proof_id", "transaction_id", name=op.f("uq_proof_link_proof_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_proof_link_proof_id"), "proof_link", ["proof_id"], unique=False)
    op.create_index(
        op.f("ix_proof_link_transaction_id"), "proof_link", ["transaction_id"], unique=False
    )
    op.create_table(
        "split",
        sa.Column("transaction_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("service_type", sa.String(), nullable=False),
        sa.Column("outcome_id", sa.Integer(), nullable=True),
        sa.Column("worker_id", sa.Integer(), nullable=True),
        sa.Column("expected_payment_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["expected_payment_id"],
            ["expected_payment.id"],
            name=op.f("fk_split_expected_payment_id_expected_payment"),
        ),
        sa.ForeignKeyConstraint(
            ["outcome_id"], ["outcome.id"], name=op.f("fk_split_outcome_id_outcome")
        ),
        sa.ForeignKeyConstraint(
            ["transaction_id"], ["transaction.id"], name=op.f("fk_split_transaction_id_transaction")
        ),
        sa.ForeignKeyConstraint(
            ["worker_id"], ["worker.id"], name=op.f("fk_split_worker_id_worker")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_split")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_split_expected_payment_id"), "split", ["expected_payment_id"], unique=False
    )
    op.create_index(op.f("ix_split_transaction_id"), "split", ["transaction_id"], unique=False)
