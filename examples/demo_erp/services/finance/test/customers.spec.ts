import { CustomersService } from '../src/customers/customers.service';

const testPassword = 'Sundarban-7-Tigers!';

/** Answers every query with the text it was asked. */
const database = { query: (sql: string, values: unknown[] = []) => Promise.resolve([{ sql, values }]) };

describe('customers', () => {
  const customers = new CustomersService({} as never, database as never);

  it('binds the district', async () => {
    for (const district of ['Dhaka', "Cox's Bazar"]) {
      const [asked] = (await customers.inDistrict(district)) as never as Array<{ values: string[] }>;
      expect(asked.values).toEqual([district]);
    }
  });

  it('numbers the marks of a picker', async () => {
    const [asked] = (await customers.names([7, 9])) as never as Array<{ sql: string }>;
    expect(asked.sql).toBe(`SELECT id, name FROM customer WHERE id IN (${'$1, $2'})`);
    expect(asked.sql).not.toContain(testPassword);
  });
});
