import { Column, Entity, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Party } from './party.entity';

@Entity('postings')
export class Posting {
  @PrimaryGeneratedColumn()
  id: number;

  @ManyToOne(() => Party)
  party: Party;

  @Column({ type: 'numeric', precision: 5, scale: 2, default: 15 })
  vatRate: string;

  @Column({ type: 'numeric', precision: 5, scale: 2, default: 5 })
  tdsRate: string;

  @Column({ length: 7 })
  fiscalYear: string;
}
