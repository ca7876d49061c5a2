import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { Department } from '../department/department.entity';

@Entity({ name: 'hr_employees' })
@Check(`"nid" ~ '^[0-9]{10}$' OR "nid" ~ '^[0-9]{17}$'`)
@Check('chk_emp_mobile', `"mobile" LIKE '01%' AND length("mobile") = 11`)
export class Employee {
  @PrimaryGeneratedColumn()
  id: number;

  @Column({ length: 10, unique: true })
  employeeCode: string;

  @Column({ name: 'nid', type: 'varchar', length: 20 })
  nid: string;

  @Column({ length: 14, name: 'mobile' })
  mobile: string;

  @Column({ length: 12, nullable: true })
  etin?: string;

  @Column({ type: 'int', default: 10 })
  casualLeave: number;

  @Column({ length: 13, nullable: true })
  bankAccount?: string;

  @ManyToOne(() => Department)
  @JoinColumn({ name: 'department_id' })
  department: Department;
}
