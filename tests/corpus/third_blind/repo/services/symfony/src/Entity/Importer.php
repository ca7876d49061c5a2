<?php

namespace App\Entity;

use Doctrine\ORM\Mapping as ORM;
use Symfony\Component\Validator\Constraints as Assert;

#[ORM\Entity]
class Importer
{
    #[ORM\Id, ORM\GeneratedValue, ORM\Column]
    private ?int $id = null;

    #[Assert\Length(exactly: 12)]
    private ?string $tin = null;

    #[Assert\Regex('/^\d{9}-\d{4}$/')]
    private ?string $bin = null;

    #[ORM\Column(length: 17, nullable: true)]
    private ?string $nid = null;

    #[Assert\Regex(pattern: '/^(?:\+?880|0)1[3-9]\d{8}$/')]
    private ?string $mobile = null;

    #[Assert\Length(exactly: 9)]
    private ?string $routingNumber = null;

    #[ORM\Column(length: 17)]
    private ?string $accountNumber = null;

    #[ORM\Column(length: 12)]
    private ?string $importRegistration = null;

    #[ORM\Column(length: 11)]
    private ?string $containerNumber = null;

    private float $aitRate = 0.05;
    private float $vatRate = 0.15;
    private float $insuranceRate = 0.01;
    private float $landingRate = 0.15;

    public function ait(float $assessed): float
    {
        return round($assessed * 5 / 100, 2);
    }

    public function landing(float $cif): float
    {
        return $cif * 0.15;
    }
}
