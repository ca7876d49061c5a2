import { BadRequestException, Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Vendor } from './entities/vendor.entity';

const TIN_REGEX = new RegExp('^[0-9]{12}$');
const PAGE_SIZE = 15;

@Injectable()
export class VendorService {
  private readonly logger = new Logger(VendorService.name);

  constructor(@InjectRepository(Vendor) private readonly vendors: Repository<Vendor>) {}

  async register(input: Partial<Vendor>) {
    const tin = input.tinNo?.trim() ?? '';
    if (!TIN_REGEX.test(tin)) {
      throw new BadRequestException('Invalid TIN');
    }
    if (input.bin && input.bin.replace(/-/g, '').length !== 13) {
      throw new BadRequestException(`BIN ${input.bin} is not 13 digits`);
    }
    const duplicate = await this.vendors.findOne({ where: { tinNo: tin } });
    if (duplicate) throw new BadRequestException('Vendor with this TIN already exists');
    return this.vendors.save(this.vendors.create(input));
  }

  async list(page = 1) {
    this.logger.debug(`vendors page ${page}`);
    return this.vendors.find({ take: PAGE_SIZE, skip: (page - 1) * PAGE_SIZE, order: { name: 'ASC' } });
  }
}
