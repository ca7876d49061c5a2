import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

@Entity()
export class Contact {
  @PrimaryGeneratedColumn()
  id: number;

  @Index({ unique: true })
  @Column({ name: 'national_id', type: 'varchar', length: 17 })
  nationalId: string;

  @Column({ name: 'cell_no', type: 'varchar', length: 14, comment: '+8801XXXXXXXXX' })
  cellNo: string;

  @Column({ name: 'push_token', type: 'varchar', length: 17 })
  pushToken: string;

  @Column({ name: 'mobile_app_version', type: 'varchar', length: 11 })
  mobileAppVersion: string;

  @Column({ name: 'imei', type: 'char', length: 15 })
  imei: string;
}
