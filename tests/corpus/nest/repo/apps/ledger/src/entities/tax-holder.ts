import { Column } from 'typeorm';

export abstract class TaxHolder {
  @Column({ length: 12, nullable: true })
  tin: string;
}
