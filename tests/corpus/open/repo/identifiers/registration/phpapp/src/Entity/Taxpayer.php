<?php
namespace App\Entity;

use Doctrine\ORM\Mapping as ORM;
use Symfony\Component\Validator\Constraints as Assert;

#[ORM\Entity]
class Taxpayer
{
    #[ORM\Column(length: 12)]
    #[Assert\Length(exactly: 12)]
    private string $tin;

    #[ORM\Column(type: 'string', length: 13, nullable: true)]
    #[Assert\Regex('/^\d{13}$/')]
    private ?string $bin = null;

    #[Assert\Regex(pattern: '/^(\d{10}|\d{13}|\d{17})$/', message: 'nid.invalid')]
    private ?string $nid = null;

    #[Assert\Length(min: 11, max: 14)]
    private string $mobileNumber;

    #[ORM\Column(length: 13)]
    private string $ean;

    #[Assert\Length(max: 17)]
    private string $vin;

    #[Assert\Regex('/^\d{12}$/')]
    private string $ledgerAccount;
}
