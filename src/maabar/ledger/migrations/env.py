"""How Alembic reaches the ledger: by the connection and the transaction that `maabar.ledger.migrations` hands over."""

from alembic import context

from maabar.ledger.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
