package com.padma.customs.party;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

@Entity
public class Importer {
    @Id
    private Long id;

    @NotBlank
    @Pattern(regexp = "^[0-9]{12}$", message = "{importer.tin.invalid}")
    private String tin;

    @Size(min = 13, max = 13)
    private String bin;

    @Column(name = "nid", length = 17)
    private String nid;

    @Pattern(regexp = "^(\\+8801|01)[3-9]\\d{8}$")
    private String mobile;

    @Size(min = 12, max = 12)
    private String permitNo;

    @Column(name = "bl_no", length = 17)
    private String blNo;

    @Size(max = 13)
    private String containerNo;

    @Pattern(regexp = "^\\+65[89]\\d{7}$")
    private String agentPhone;
}
