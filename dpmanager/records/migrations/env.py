"""What Alembic runs for each command. The connection comes from `bring_up_to_date`."""

from alembic import context

from dpmanager.records.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite changes a table by making it anew
)
with context.begin_transaction():
    context.run_migrations()
