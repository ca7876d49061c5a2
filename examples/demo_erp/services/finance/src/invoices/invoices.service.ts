import { Injectable, NotFoundException } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import Decimal from 'decimal.js';
import { Repository } from 'typeorm';
import { fiscalYear } from '../common/fiscal-year';
import { share, toPaisa, toTaka } from '../common/money';
import { CustomersService } from '../customers/customers.service';
import { CreateInvoiceDto, InvoiceLineDto } from './dto/create-invoice.dto';
import { Invoice } from './invoice.entity';

@Injectable()
export class InvoicesService {
  private readonly drafts = new Map<number, Promise<Invoice>>();

  constructor(
    @InjectRepository(Invoice) private readonly invoices: Repository<Invoice>,
    private readonly customers: CustomersService,
  ) {}

  async byId(id: number): Promise<Invoice> {
    const invoice = await this.invoices.findOneBy({ id });
    if (!invoice) {
      throw new NotFoundException(`no invoice ${id}`);
    }
    return invoice;
  }

  async create(form: CreateInvoiceDto): Promise<Invoice> {
    const customer = await this.customers.byId(form.customerId);
    const issuedAt = new Date();
    const value = form.lines.reduce((sum, line) => sum + this.linePaisa(line), 0n);
    const vat = share(value, 15n, 100n);
    const serial = (await this.invoices.count()) + 1;
    return this.invoices.save(
      this.invoices.create({
        challanNo: `PBT-${fiscalYear(issuedAt)}-${String(serial).padStart(6, '0')}`,
        customer,
        issuedAt,
        value: toTaka(value),
        vatAmount: toTaka(vat),
        totalAmount: parseFloat(toTaka(value + vat)),
      }),
    );
  }

  private linePaisa(line: InvoiceLineDto): bigint {
    return share(toPaisa(line.unitPrice), BigInt(line.quantityMilli), 1000n);
  }

  async markPaid(ids: number[]): Promise<number> {
    let paid = 0;
    for (const id of ids) {
      await this.invoices.update({ id }, { status: 'paid' });
      paid += 1;
    }
    return paid;
  }

  /** The challans of one delivery, read at once. */
  challans(ids: number[]): Promise<Invoice[]> {
    return Promise.all(ids.map(async (id) => await this.byId(id)));
  }

  openDraft(id: number): void {
    this.drafts.set(id, this.byId(id));
  }

  /** Drafts were all asked for when they were opened; this only collects them. */
  async openDrafts(): Promise<string[]> {
    const numbers: string[] = [];
    for (const draft of this.drafts.values()) {
      numbers.push((await draft).challanNo);
    }
    return numbers;
  }

  /** The register of Mushak-6.3 has one book for each fiscal year. */
  registerBook(issuedAt: Date): string {
    const opening = issuedAt.getMonth() >= 7 ? issuedAt.getFullYear() : issuedAt.getFullYear() - 1;
    return `Mushak-6.3 book ${opening}-${opening + 1}`;
  }

  /** A late fee of one percent a month on what is unpaid. */
  lateFee(outstandingAmount: number, months: number): string {
    return (outstandingAmount * 0.01 * months).toFixed(2);
  }

  commission(invoice: Invoice): Decimal {
    return new Decimal(invoice.value).mul('0.0125').toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
  }

  progress(invoice: Invoice): string {
    return `${invoice.percentComplete.toFixed(1)} %`;
  }
}
