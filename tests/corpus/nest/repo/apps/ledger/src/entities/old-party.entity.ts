import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

// in no list of entities
@Entity('old_party')
export class OldParty {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 10 })
  tin: string;

  @Column({ length: 11 })
  bin: string;
}
