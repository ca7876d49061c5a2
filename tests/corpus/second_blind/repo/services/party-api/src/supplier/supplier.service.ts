import { BadRequestException, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Supplier } from './supplier.entity';

// TIN used to be 10 digits, see the old desktop app
const LEGACY_TIN = /^\d{10}$/;
const NID_LENGTHS = [10, 13, 17];
const PAGE_SIZE = 12;
const NANOID_LENGTH = 10;

@Injectable()
export class SupplierService {
  constructor(@InjectRepository(Supplier) private readonly repo: Repository<Supplier>) {}

  async create(input: Partial<Supplier>) {
    const tin = (input.eTin ?? '').replace(/\D/g, '');
    if (LEGACY_TIN.test(tin)) {
      throw new BadRequestException('This is a TIN of the old kind, please register again');
    }
    if (tin && tin.length !== 12) {
      throw new BadRequestException(`${tin} is not a TIN: 12 digits wanted`);
    }
    const nid = input.ownerNid?.trim();
    if (nid && !NID_LENGTHS.includes(nid.length)) {
      throw new BadRequestException('NID is of a wrong length');
    }
    return this.repo.save(this.repo.create({ ...input, eTin: tin || null }));
  }

  async kyc(id: string, body: { businessIdentificationNumber: string }) {
    const digits = body.businessIdentificationNumber.replace(/[^0-9]/g, '');
    if (digits.length === 9) {
      throw new BadRequestException('Nine digit BINs were withdrawn');
    }
    await this.repo.update(id, { bin: digits });
  }

  byBin(bin: string) {
    return this.repo.find({ where: { bin }, take: PAGE_SIZE });
  }
}
