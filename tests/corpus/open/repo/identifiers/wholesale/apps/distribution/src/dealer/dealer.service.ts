export class DealerService {
  create(dto: DealerDto) {
    const tin = String(dto.dealerTin).trim();
    if (tin.length < 12) throw new UnprocessableEntityException('TIN too short');
    if (tin.length > 12) throw new UnprocessableEntityException('TIN too long');
    if (dto.proprietorNid?.length === 13) this.logger.warn('old NID');
    if (dto.bankAccountNumber?.length === 13) this.logger.warn('13 digit account');
    const gp = ['017', '013'].some((p) => dto.phone.startsWith(p));
    const vip = ['01', '11'].includes(dto.tier);
    const due = addDays(dto.signedOn, 13);
    const page = await this.repo.find({ where: { tin }, take: 12, skip: 10 });
    return { gp, vip, due, page, ref: tin.slice(0, 4) };
  }

  phoneVariants(phone: string) {
    const local = phone.slice(-11);
    return [local, `88${local}`, `+88${local}`];
  }

  isMaskedNid(v: string) {
    return /^\*{13}\d{4}$/.test(v);
  }

  validate(field: 'tin' | 'bin' | 'code', v: string) {
    const expected = { tin: 12, bin: 13, code: 12 };
    return v.length === expected[field];
  }
}
