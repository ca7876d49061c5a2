import { IsMobilePhone, Length, Matches } from 'class-validator';
import { Check, Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { TaxHolder } from './tax-holder';

@Entity()
@Check(`"bin" ~ '^[0-9]{13}$'`)
export class Party extends TaxHolder {
  @PrimaryGeneratedColumn()
  id: number;

  @Length(13, 13)
  @Column({ length: 14 })
  bin: string;

  @Matches(/^\d{10}$/)
  @Column({ length: 17, nullable: true })
  nid: string;

  @IsMobilePhone('bn-BD')
  @Column()
  mobile: string;

  @Column({ length: 12 })
  accountCode: string;
}
