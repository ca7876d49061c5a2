import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { normaliseTin } from '../common/identifiers';
import { Customer } from './customer.entity';
import { CreateCustomerDto } from './dto/create-customer.dto';

@Injectable()
export class CustomersService {
  constructor(
    @InjectRepository(Customer) private readonly customers: Repository<Customer>,
    private readonly database: DataSource,
  ) {}

  search(name: string): Promise<Customer[]> {
    return this.database.query("SELECT * FROM customer WHERE name ILIKE '%" + name + "%' ORDER BY name");
  }

  inDistrict(district: string): Promise<Customer[]> {
    return this.database.query('SELECT * FROM customer WHERE district = $1 ORDER BY name', [district]);
  }

  byTin(tin: string): Promise<Customer | null> {
    return this.customers
      .createQueryBuilder('customer')
      .where('customer.tin = :tin', { tin: normaliseTin(tin) })
      .getOne();
  }

  async byId(id: number): Promise<Customer> {
    const customer = await this.customers.findOneBy({ id });
    if (!customer) {
      throw new NotFoundException(`Select from the list: there is no customer ${id}`);
    }
    return customer;
  }

  create(form: CreateCustomerDto): Promise<Customer> {
    return this.customers.save(this.customers.create(form));
  }

  /** The names for a picker of many customers, in one query. */
  names(ids: number[]): Promise<Array<{ id: number; name: string }>> {
    const marks = ids.map((_, index) => `$${index + 1}`).join(', ');
    return this.database.query(`SELECT id, name FROM customer WHERE id IN (${marks})`, ids);
  }
}
