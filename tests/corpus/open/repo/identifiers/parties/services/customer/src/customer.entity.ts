import { Check, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

@Entity({ name: 'customers' })
@Check('ck_customer_tin', `"tin" IS NULL OR char_length("tin") = 12`)
@Check(`"account_no" IS NULL OR char_length("account_no") = 13`)
export class CustomerEntity {
  @PrimaryGeneratedColumn('uuid')
  id: string;

  @Column({ name: 'tin', type: 'varchar', length: 12, nullable: true })
  tin?: string;

  @Column('char', { name: 'bin', length: 13 })
  bin: string;

  @Column({ length: 17, unique: true })
  nationalId: string;

  @Column({ type: 'varchar', length: 14 })
  mobile: string;

  @Column({ type: 'varchar', length: 11 })
  alternatePhone: string;

  @Column({ length: 13 })
  tradeLicenceNo: string;

  @Column({ length: 12 })
  glCode: string;

  @Column({ length: 10 })
  passportNo: string;

  @Column({ length: 17 })
  chassisNo: string;

  @Column({ length: 11 })
  swiftCode: string;
}
