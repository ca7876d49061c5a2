from __future__ import annotations

import pytest

from tests.review_cases import findings, lines

SCRIPT_DEFECTS = {
    "any method of an API": "for (const id of ids) {\n  found.push(await api.name(id));\n}",
    "assigned to the row": "for (const row of rows) {\n  row.total = await gateway.total(row.id);\n}",
    "behind a condition": "for (const row of rows) {\n  if (row.open) await ledgerApi.close(row.id);\n}",
    "a wrapped call": "for (const id of ids) {\n  await traced(client.load(id));\n}",
    "then": "for (const id of ids) {\n  await api.load(id).then((row) => rows.push(row));\n}",
    "a stack": "while (ids.length) {\n  await api.remove(ids.pop());\n}",
    "a repository": "for (const id of ids) {\n  const o = await this.repository.findOne({ id });\n}",
    "a save": "for (const o of orders) {\n  await this.orderRepository.save(o);\n}",
    "an index": "for (let i = 0; i < ids.length; i++) {\n  await prisma.invoice.update({ where: { id: ids[i] } });\n}",
    "fetch": "for (const u of urls) {\n  const r = await fetch(u);\n}",
    "axios": "for (const u of urls) {\n  await axios.post(u, body);\n}",
    "a service": "for (const e of employees) {\n  await this.payrollService.calculate(e);\n}",
    "a queue of keys": "while (i < ids.length) {\n  await this.repo.delete(ids[i++]);\n}",
    "an observable": "for (const id of ids) {\n  await firstValueFrom(this.http.get(`/x/${id}`));\n}",
    "pushed": "for (const id of ids) {\n  found.push(await this.customerService.findById(id));\n}",
    "a field typed as a repository": (
        "class A { constructor(private readonly invoices: Repository<Invoice>) {}\n"
        "async f(ids) { for (const id of ids) { await this.invoices.update({ id }, {}); } } }"
    ),
    "a method that asks": (
        "class A { private async ask(p) { return (await this.http.post(p)).data; }\n"
        "async all(ids) { for (const id of ids) { found.push(await this.ask(id)); } } }"
    ),
}
PYTHON_DEFECTS = {
    "a queue": "async def f(ids):\n    while ids:\n        await api.remove(ids.pop())",
    "a queue by its length": "async def f(ids):\n    while len(ids) > 0:\n        await api.remove(ids.popleft())",
    "any method of a gateway": "async def f(rows):\n    for row in rows:\n        row.total = await gateway.total(row.id)",
    "await": "async def f(ids):\n    for i in ids:\n        await client.get(i)",
    "a repository": "async def f(ids):\n    for i in ids:\n        row = await self.repository.find_by_id(i)",
    "a comprehension": "async def f(ids):\n    return 0, [await session.get(u) for u in ids]",
    "a cursor": "def f(rows):\n    for row in rows:\n        cursor.execute('SELECT a FROM b WHERE c = ?', (row,))",
    "a connection": "def f(rows):\n    for row in rows:\n        x = connection.execute('SELECT 1 FROM b WHERE c = ?', (row,)).fetchone()",
    "a session": "def f(ids):\n    for i in ids:\n        session.query(Invoice).filter_by(id=i).one()",
    "Django": "def f(ids):\n    for i in ids:\n        Invoice.objects.get(pk=i)",
    "requests": "def f(ids):\n    for i in ids:\n        requests.get(f'https://erp/{i}')",
}
SCRIPT_LOOKALIKES = {
    "clients that are closed": "for (const client of clients) { await client.close(); await client.shutdown(); }",
    "a crawl": "while (queue.size) { const u = queue.pop(); const p = await parse(u); queue.push(...p.links); }",
    "an async iteration": "for await (const row of stream) { await this.repository.save(row); }",
    "a retry": "for (let attempt = 0; attempt < 3; attempt++) { await this.client.post(u); }",
    "a retry with while": "while (retries > 0) { try { await this.client.get(u); break; } catch { retries--; } }",
    "pages": "while (hasNext) { const p = await this.client.get(u); hasNext = p.next; }",
    "pages by number": "for (let page = 1; page <= n; page++) { await this.client.get(page); }",
    "polling": "while (true) { await this.service.check(); await sleep(1000); }",
    "rate limited": "for (const m of messages) { await this.client.send(m); await delay(100); }",
    "side by side": "await Promise.all(ids.map((id) => this.repository.findOne({ id })));",
    "chunks": "for (const chunk of chunks) { await this.repository.save(chunk); }",
    "strides": "for (let i = 0; i < rows.length; i += SIZE) { await this.repository.insert(rows.slice(i, i + SIZE)); }",
    "the first answer": "for (const host of hosts) { try { return await this.client.get(host); } catch {} }",
    "a search": "for (const id of ids) { const r = await this.repository.findOne({ id }); if (r) { found = r; break; } }",
    "the header": "for (const row of await this.repository.find()) { total += row.amount; }",
    "no I/O": "for (const x of xs) { await x.ready; await Promise.resolve(); await tick(); }",
    "a function made in the loop": "for (const id of ids) { jobs.push(async () => { await this.repository.findOne({ id }); }); }",
    "each needs the one before": "for (const s of parts) { cursor = await this.client.next(cursor, s); }",
    "a lookup of one": "for (const n of nodes) { if (n.id === event.id) { await this.service.update(n.id, {}); } }",
    "hashing": "for (const u of users) { u.hash = await this.passwordHashService.hash(u.password); }",
}
PYTHON_LOOKALIKES = {
    "a crawl": "async def f(urls):\n    while urls:\n        page = await client.get(urls.pop())\n        urls.extend(page.links)",
    "an async iteration": "async def f(s):\n    async for row in s:\n        await repository.save(row)",
    "a retry": "async def f(u):\n    for attempt in range(3):\n        await client.get(u)",
    "gathered": "async def f(ids):\n    return await asyncio.gather(*(client.get(i) for i in ids))",
    "pages": "async def f(u):\n    while u:\n        page = await client.get(u)\n        u = page.next",
    "patience": "async def f(ids):\n    for i in ids:\n        await client.get(i)\n        await asyncio.sleep(1)",
    "a dictionary": "def f(ids):\n    for i in ids:\n        x = names.get(i)",
    "one statement": "def f(ids):\n    rows = connection.execute(SQL).fetchall()\n    for row in rows:\n        print(row)",
    "the header": "def f():\n    for row in cursor.execute('SELECT a FROM b'):\n        print(row)",
    "a list of statements": "def f(statements):\n    for statement in statements:\n        cursor.execute(statement)",
    "chunks": "def f(rows):\n    for i in range(0, len(rows), 500):\n        session.execute(insert(T), rows[i : i + 500])",
    "the first answer": "async def f(hosts):\n    for host in hosts:\n        return await client.get(host)",
    "an async comprehension": "async def f(s):\n    return [await client.get(x) async for x in s]",
}


@pytest.mark.parametrize("name", SCRIPT_DEFECTS)
def test_a_query_for_each_element_in_typescript_is_found(name: str) -> None:
    assert lines("src/a.ts", SCRIPT_DEFECTS[name], "performance.await-in-loop") == [2]


@pytest.mark.parametrize("name", PYTHON_DEFECTS)
def test_a_query_for_each_element_in_python_is_found(name: str) -> None:
    code = PYTHON_DEFECTS[name]
    assert lines("app/a.py", code, "performance.await-in-loop") == [code.count("\n") + 1]


@pytest.mark.parametrize("name", SCRIPT_LOOKALIKES)
def test_a_loop_that_has_to_wait_in_typescript_is_not_reported(name: str) -> None:
    assert lines("src/a.ts", SCRIPT_LOOKALIKES[name], "performance.await-in-loop") == []


@pytest.mark.parametrize("name", PYTHON_LOOKALIKES)
def test_a_loop_that_has_to_wait_in_python_is_not_reported(name: str) -> None:
    assert lines("app/a.py", PYTHON_LOOKALIKES[name], "performance.await-in-loop") == []


def test_each_query_of_a_loop_is_reported_on_its_own_line() -> None:
    code = "def f(rows):\n    for row in rows:\n        a = db.execute(FIRST, (row,))\n        b = db.execute(SECOND, (row,))"
    assert lines("app/a.py", code, "performance.await-in-loop") == [3, 4]


def test_a_query_in_nested_loops_is_reported_once() -> None:
    code = "for (const a of as) {\n  for (const b of bs) {\n    await this.repo.save(a, b);\n  }\n}"
    assert lines("src/a.ts", code, "performance.await-in-loop") == [3]


def test_migrations_and_seeds_may_take_their_time() -> None:
    code = "for (const t of tables) { await queryRunner.query(t); await this.repository.save(t); }"
    assert lines("src/migrations/1700000000000-Add.ts", code, "performance.await-in-loop") == []
    assert lines("src/invoice.seed.ts", code, "performance.await-in-loop") == []
    alembic = "from alembic import op\nfor row in rows:\n    connection.execute(UPDATE, row)\n"
    assert lines("erp/versions/a1_rates.py", alembic, "performance.await-in-loop") == []


def test_the_finding_is_minor() -> None:
    (found,) = findings("src/a.ts", "for (const id of ids) { await this.repository.findOne({ id }); }")
    assert found.severity.value == "minor"
