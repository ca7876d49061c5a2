from __future__ import annotations

import pytest

from tests.review_cases import findings, lines

SCRIPT_DEFECTS = {
    "a list of texts": "db.query(`SELECT * FROM invoice WHERE name IN ('${names.join(\"','\")}')`);",
    "a list of numbers that are not": "db.query('SELECT * FROM invoice WHERE id IN (' + ids.join(',') + ')');",
    "a statement in a constant": "const BASE = 'SELECT * FROM invoice';\ndb.query(BASE + \" WHERE name = '\" + name + \"'\");",
    "replaced": "db.query(\"SELECT * FROM invoice WHERE name = ':name'\".replace(':name', name));",
    "util.format": "db.query(util.format(\"SELECT * FROM invoice WHERE name = '%s'\", name));",
    "quoted on the way": "db.query(`INSERT INTO note (body) VALUES ${notes.map((n) => `('${n.body}')`).join(', ')}`);",
    "Raw of TypeORM": "repository.find({ name: Raw((alias) => `${alias} = '${name}'`) });",
    "a raw part of a tag": "function f(dir) { return sql`SELECT * FROM invoice ORDER BY name ${sql.raw(dir)}`; }",
    "a sort that was destructured": "function f(q) { const { sort } = q.where; db.query(`SELECT a FROM v ORDER BY ${sort}`); }",
    "a table of the request, in a name": "function f(req) { const table = req.query.table; return db.query(`SELECT * FROM ${table}`); }",
    "any case where it is run": "db.query(`Select name From customer Order By ${req.query.sort}`);",
    "a schema": "db.query(`SET search_path TO ${tenant}`);",
    "a table that any caller gives": "function rows(table: string) { return db.query(`SELECT * FROM ${table}`); }",
    "a template": "await this.db.query(`SELECT * FROM invoice WHERE id = ${id}`);",
    "a quoted value": "await this.db.query(`SELECT * FROM customer WHERE name LIKE '%${name}%'`);",
    "concatenation": 'const sql = "SELECT * FROM customer WHERE name = \'" + name + "\'";',
    "a delete": "db.query('DELETE FROM invoice WHERE tenant = ' + req.params.tenant);",
    "an insert": "db.query(`INSERT INTO payment (id, amount) VALUES (${id}, ${amount})`);",
    "an update": "db.query(`UPDATE invoice SET status = '${status}' WHERE id = 1`);",
    "a sort parameter": "function list(sort: string) { return db.query(`SELECT * FROM vendor ORDER BY ${sort}`); }",
    "a table of the request": "db.query(`SELECT * FROM ${req.query.table}`);",
    "lower case": "db.query(`select id from invoice where bin = '${bin}'`);",
    "a common table expression": "db.query(`WITH t AS (SELECT 1 FROM x WHERE a = ${a}) SELECT * FROM t`);",
    "a raw Prisma query": "prisma.$queryRawUnsafe(`SELECT * FROM invoice WHERE id = ${id}`);",
    "a limit": "db.query('SELECT * FROM invoice LIMIT ' + limit);",
    "concat": "db.query('SELECT * FROM invoice WHERE id = '.concat(id));",
    "joined lines": "db.query(['SELECT * FROM invoice', `WHERE id = '${id}'`].join(' '));",
    "a condition that is appended": "let sql = base;\nsql += ` AND name = '${name}'`;",
    "a where of a query builder": "qb.andWhere(`invoice.status = '${status}'`);",
    "a condition that is pushed": 'conditions.push("district = \'" + district + "\'");',
    "one branch of a conditional": "db.query(`SELECT * FROM invoice WHERE a = 1 ${name ? `AND name = '${name}'` : ''}`);",
}
PYTHON_DEFECTS = {
    "the order, in a column": 'def f(self, column):\n    return db.execute("SELECT id FROM invoice ORDER BY " + column, ())',
    "a template in a constant": "QUERY = \"SELECT * FROM c WHERE name = '%s'\"\ncursor.execute(QUERY % name)",
    "joined": 'cursor.execute(" ".join(["SELECT * FROM c", f"WHERE name = \'{name}\'"]))',
    "a joined list": "cursor.execute(f\"SELECT * FROM c WHERE id IN ({','.join(ids)})\")",
    "a dictionary": "cursor.execute(\"SELECT * FROM c WHERE name = '%(name)s'\" % row)",
    "format_map": "cursor.execute(\"SELECT * FROM c WHERE name = '{name}'\".format_map(row))",
    "text of a condition": "query.filter(text(f\"name = '{name}'\"))",
    "a condition under another name": 'BASE = "SELECT * FROM c"\nparts.append(f"AND name = \'{name}\'")',
    "an f-string": 'cursor.execute(f"SELECT * FROM invoice WHERE id = {invoice_id}")',
    "a quoted value": "cursor.execute(f\"SELECT * FROM customer WHERE name LIKE '%{name}%'\")",
    "percent": "cursor.execute(\"SELECT * FROM customer WHERE name = '%s'\" % name)",
    "percent with a tuple": 'cursor.execute("SELECT * FROM c WHERE a = %s AND b = %s" % (a, b))',
    "format": 'cursor.execute("SELECT * FROM customer WHERE id = {}".format(customer_id))',
    "format with a name": "cursor.execute(\"DELETE FROM c WHERE name = '{name}'\".format(name=name))",
    "concatenation": 'cursor.execute("SELECT * FROM c WHERE district = \'" + district + "\'")',
    "implicit concatenation": 'cursor.execute("SELECT * FROM c "\n    f"WHERE id = {cid}")',
    "text of SQLAlchemy": "session.execute(text(f\"UPDATE invoice SET status = '{status}' WHERE id = 1\"))",
    "an order": 'def f(order):\n    return db.execute(f"SELECT * FROM vendor ORDER BY {order}")',
    "an appended condition": "query += f\" AND bin = '{bin_number}'\"",
}
SCRIPT_LOOKALIKES = {
    "numbers that are joined": "db.query(`SELECT * FROM invoice WHERE id IN (${ids.map(Number).join(',')})`);",
    "a private table": "class A { private rows(table: string) { return db.query(`SELECT * FROM ${table}`); } }",
    "attributes": "parts.push(`name='${name}'`);",
    "a raw part that is fixed": "const DIR = 'DESC'; sql`SELECT * FROM invoice ORDER BY name ${sql.raw(DIR)}`;",
    "a bound parameter": "db.query('SELECT * FROM invoice WHERE id = $1', [id]);",
    "a table in capitals": "db.query(`SELECT * FROM ${TABLE} WHERE id = $1`, [id]);",
    "a local constant": "const table = 'invoice';\ndb.query(`SELECT * FROM ${table} WHERE status = '${table}'`);",
    "placeholders": "db.query(`SELECT * FROM invoice WHERE id IN (${ids.map(() => '?').join(',')})`, ids);",
    "numbered placeholders": "db.query(`SELECT * FROM i WHERE id IN (${ids.map((_, i) => `$${i + 1}`).join(', ')})`, ids);",
    "placeholders in a name": "const marks = ids.map(() => '?').join(', ');\ndb.query(`SELECT * FROM i WHERE id IN (${marks})`, ids);",
    "a tagged template": "await sql`SELECT * FROM invoice WHERE id = ${id}`;",
    "Prisma's tag": "await prisma.$queryRaw`SELECT * FROM invoice WHERE id = ${id}`; Prisma.sql`SELECT a FROM b WHERE c = ${d}`;",
    "a log message": "logger.log(`SELECT * FROM invoice WHERE id = ${id} took ${ms} ms`);",
    "an error": "throw new Error(`DELETE FROM invoice WHERE id = ${id} failed`);",
    "a sentence": "const message = `Select a customer from the list, ${name}`;",
    "another sentence": "toast(`Update ${name} set by ${user}`); toast(`Delete from cart: ${item}`);",
    "a number": "db.query(`SELECT * FROM invoice LIMIT ${Number(limit)} OFFSET ${parseInt(offset, 10)}`);",
    "a direction": "db.query(`SELECT * FROM invoice ORDER BY id ${descending ? 'DESC' : 'ASC'}`);",
    "an allow-list": "function f(sort) { if (!SORTABLE.includes(sort)) return; return db.query(`SELECT a FROM v ORDER BY ${sort}`); }",
    "a lookup in a fixed table": "const COLUMNS = { name: 'v.name' };\nconst f = (s) => db.query(`SELECT a FROM v ORDER BY ${COLUMNS[s]}`)",
    "an enum": "db.query(`SELECT * FROM invoice WHERE status = '${Status.Issued}'`);",
    "a parameter's name": "qb.where(`invoice.${field} = :${field}`, { [field]: value });",
    "an alias": "qb.andWhere(`${query.alias}.tenantId = :tenantId`, { tenantId });",
    "an escaped value": "db.query(`SELECT * FROM invoice WHERE name = ${connection.escape(name)}`);",
    "a table of the metadata": "db.query(`SELECT COUNT(*) FROM ${this.repository.metadata.tableName}`);",
    "constants joined": "db.query('SELECT id, name ' + 'FROM invoice ' + 'WHERE id = $1', [id]);",
    "a where clause of constants": "const where = onlyOpen ? \"WHERE status = 'open'\" : '';\ndb.query(`SELECT * FROM invoice ${where}`);",
}
PYTHON_LOOKALIKES = {
    "numbers that are joined": "cursor.execute(f\"SELECT * FROM c WHERE id IN ({','.join(map(str, map(int, ids)))})\")",
    "a constant that is filled with a constant": 'QUERY = "SELECT * FROM %s"\ncursor.execute(QUERY % TABLE)',
    "a bound parameter": 'cursor.execute("SELECT * FROM invoice WHERE id = %s", (invoice_id,))',
    "a named parameter": 'session.execute(text("SELECT * FROM invoice WHERE id = :id"), {"id": invoice_id})',
    "a table in capitals": 'cursor.execute(f"SELECT * FROM {TABLE} WHERE id = ?", (a,))',
    "placeholders": "cursor.execute(f\"SELECT * FROM c WHERE id IN ({', '.join('?' for _ in ids)})\", ids)",
    "repeated placeholders": 'marks = ",".join(["%s"] * len(ids))\ncursor.execute(f"SELECT * FROM c WHERE id IN ({marks})", ids)',
    "multiplied placeholders": 'cursor.execute("SELECT * FROM c WHERE id IN (%s)" % ",".join("?" * len(ids)), ids)',
    "an integer": 'cursor.execute(f"SELECT * FROM c LIMIT {int(limit)}")',
    "a numeric format": 'cursor.execute("SELECT * FROM c LIMIT %d" % limit)',
    "an allow-list": 'def f(order):\n    if order not in SORTABLE:\n        return\n    db.execute(f"SELECT a FROM v ORDER BY {order}")',
    "a log message": 'logger.info(f"SELECT * FROM invoice WHERE id = {invoice_id}")',
    "an exception": 'raise LookupError(f"SELECT * FROM invoice WHERE id = {invoice_id} gave nothing")',
    "a sentence": 'print(f"Select one from the list: {names}")\nm = f"Update of {a} set aside"',
    "identifiers of psycopg": 'cursor.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(table)))',
    "implicit concatenation of constants": 'cursor.execute("SELECT * FROM c "\n    "WHERE id = ?", (a,))',
    "a docstring": 'def f(a):\n    f"""SELECT"""\n    "SELECT * FROM c WHERE id = {a}"',
}


@pytest.mark.parametrize("name", SCRIPT_DEFECTS)
def test_sql_built_with_values_in_typescript_is_found(name: str) -> None:
    code = SCRIPT_DEFECTS[name]
    assert lines("src/a.ts", code, "injection.sql") == [code.count("\n") + 1]


@pytest.mark.parametrize("name", PYTHON_DEFECTS)
def test_sql_built_with_values_in_python_is_found(name: str) -> None:
    code = PYTHON_DEFECTS[name]
    assert len(lines("app/a.py", code, "injection.sql")) == 1


@pytest.mark.parametrize("name", SCRIPT_LOOKALIKES)
def test_fixed_or_bound_sql_in_typescript_is_not_reported(name: str) -> None:
    assert lines("src/a.ts", SCRIPT_LOOKALIKES[name], "injection.sql") == []


@pytest.mark.parametrize("name", PYTHON_LOOKALIKES)
def test_fixed_or_bound_sql_in_python_is_not_reported(name: str) -> None:
    assert lines("app/a.py", PYTHON_LOOKALIKES[name], "injection.sql") == []


def test_the_finding_names_the_expression_and_the_remedy() -> None:
    (found,) = findings("src/a.ts", "db.query(`SELECT * FROM invoice WHERE id = ${req.params.id}`);")
    assert "`req.params.id`" in found.message
    assert "bound parameter" in found.message
    assert found.source.startswith("CWE-89")
    assert found.evidence == "db.query(`SELECT * FROM invoice WHERE id = ${req.params.id}`);"


def test_a_long_chain_of_concatenation_is_one_finding_and_does_not_exhaust_the_stack() -> None:
    chain = "\n + ".join(f"'{n}' + v{n}" for n in range(3000))
    assert lines("src/a.ts", f"db.query('SELECT * FROM t WHERE a = ' + v + {chain});", "injection.sql") == [1]
