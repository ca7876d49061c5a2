import { Column, Entity, Index } from 'typeorm';

@Entity('party')
export class Party {
  @Column({ type: 'char', length: 12, nullable: true, comment: 'e-TIN' })
  taxId: string;

  @Column('varchar', { name: 'bin_no', length: 15 })
  businessIdentificationNumber: string;

  @Index()
  @Column({ type: 'varchar', length: 17 })
  nid: string;

  @Column({ type: 'varchar', length: 20, name: 'mobile_number' })
  mobileNumber: string;

  @Column({ type: 'varchar', length: 12 })
  branchCode: string;

  @Column({ type: 'varchar', length: 13 })
  binLocation: string;

  @Column({ type: 'varchar', length: 255 })
  nidFrontImage: string;

  @Column({ type: 'varchar', length: 11 })
  telex: string;
}
