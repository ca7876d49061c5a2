import { VendorService } from './vendor.service';

describe('VendorService', () => {
  const repo = { findOne: jest.fn(), save: jest.fn((v) => v), create: jest.fn((v) => v), find: jest.fn() };
  const service = new VendorService(repo as any);

  it('rejects an eleven digit TIN', async () => {
    await expect(service.register({ tinNo: '12345678901' })).rejects.toThrow('Invalid TIN');
  });

  it('accepts a 13 digit BIN', async () => {
    repo.findOne.mockResolvedValue(null);
    const saved = await service.register({ tinNo: '123456789012', bin: '0001234560101' });
    expect(saved.bin).toHaveLength(13);
  });

  it('keeps the mobile as typed', async () => {
    const saved = await service.register({ tinNo: '123456789012', mobile: '01711000000' });
    expect(saved.mobile).toMatch(/^01[3-9]\d{8}$/);
  });
});
