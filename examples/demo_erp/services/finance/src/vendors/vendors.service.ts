import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { CreateVendorDto } from './dto/create-vendor.dto';
import { Vendor } from './vendor.entity';

@Injectable()
export class VendorsService {
  private readonly log = new Logger(VendorsService.name);

  constructor(
    @InjectRepository(Vendor) private readonly vendors: Repository<Vendor>,
    private readonly database: DataSource,
  ) {}

  list(sort: string): Promise<Vendor[]> {
    return this.database.query(`SELECT * FROM vendor ORDER BY ${sort}`);
  }

  async create(form: CreateVendorDto): Promise<Vendor> {
    const vendor = await this.vendors.save(this.vendors.create(form));
    this.log.log(`Insert into the approval list: ${vendor.name}`);
    return vendor;
  }

  /** Balances of all vendors; the rows come as a stream, a month of them does not fit in memory. */
  async totalOutstanding(): Promise<bigint> {
    const rows = await this.vendors.createQueryBuilder('vendor').stream();
    let total = 0n;
    for await (const row of rows) {
      total += BigInt(row.vendor_outstandingPaisa);
    }
    return total;
  }
}
