"""Brazil by the first digits of its postal code (CEP).

The first two digits of a CEP name an area around a main city; in a few states the third digit is
needed. Which area has which digits is published by Correios ("Estrutura do CEP" and the ranges by
state, "faixas de CEP por UF"); coordinates are those of the main city's center, rounded to a
twentieth of a degree (about 5 km), which is finer than the areas are.
"""

from __future__ import annotations

from typing import Final

# First and last digits (inclusive), latitude and longitude in degrees, main city.
AREAS: Final[tuple[tuple[str, str, float, float, str], ...]] = (
    ("01", "05", -23.55, -46.65, "São Paulo"),
    ("06", "06", -23.55, -46.80, "Osasco"),
    ("07", "07", -23.45, -46.55, "Guarulhos"),
    ("08", "08", -23.55, -46.45, "São Paulo, leste"),
    ("09", "09", -23.65, -46.55, "Santo André"),
    ("11", "11", -23.95, -46.35, "Santos"),
    ("12", "12", -23.20, -45.90, "São José dos Campos"),
    ("13", "13", -22.90, -47.05, "Campinas"),
    ("14", "14", -21.20, -47.80, "Ribeirão Preto"),
    ("15", "15", -20.80, -49.40, "São José do Rio Preto"),
    ("16", "16", -21.20, -50.45, "Araçatuba"),
    ("17", "17", -22.30, -49.05, "Bauru"),
    ("18", "18", -23.50, -47.45, "Sorocaba"),
    ("19", "19", -22.10, -51.40, "Presidente Prudente"),
    ("20", "23", -22.90, -43.20, "Rio de Janeiro"),
    ("24", "24", -22.90, -43.10, "Niterói"),
    ("25", "25", -22.60, -43.20, "Petrópolis"),
    ("26", "26", -22.75, -43.45, "Nova Iguaçu"),
    ("27", "27", -22.50, -44.10, "Volta Redonda"),
    ("28", "28", -21.75, -41.30, "Campos dos Goytacazes"),
    ("29", "29", -20.30, -40.30, "Vitória"),
    ("30", "34", -19.90, -43.95, "Belo Horizonte"),
    ("35", "35", -18.85, -41.95, "Governador Valadares"),
    ("36", "36", -21.75, -43.35, "Juiz de Fora"),
    ("37", "37", -21.55, -45.45, "Varginha"),
    ("38", "38", -18.90, -48.25, "Uberlândia"),
    ("39", "39", -16.75, -43.85, "Montes Claros"),
    ("40", "43", -12.95, -38.50, "Salvador"),
    ("44", "44", -12.25, -38.95, "Feira de Santana"),
    ("45", "45", -14.80, -39.30, "Itabuna"),
    ("46", "46", -14.20, -41.65, "Brumado"),
    ("47", "47", -12.15, -45.00, "Barreiras"),
    ("48", "48", -12.15, -38.40, "Alagoinhas"),
    ("49", "49", -10.90, -37.05, "Aracaju"),
    ("50", "54", -8.05, -34.90, "Recife"),
    ("55", "55", -8.30, -35.95, "Caruaru"),
    ("56", "56", -9.40, -40.50, "Petrolina"),
    ("57", "57", -9.65, -35.75, "Maceió"),
    ("58", "58", -7.10, -34.85, "João Pessoa"),
    ("59", "59", -5.80, -35.20, "Natal"),
    ("60", "61", -3.75, -38.55, "Fortaleza"),
    ("62", "62", -3.70, -40.35, "Sobral"),
    ("63", "63", -7.20, -39.30, "Juazeiro do Norte"),
    ("64", "64", -5.10, -42.80, "Teresina"),
    ("65", "65", -2.55, -44.30, "São Luís"),
    ("66", "67", -1.45, -48.50, "Belém"),
    ("680", "688", -2.45, -54.70, "Santarém"),
    ("689", "689", 0.05, -51.05, "Macapá"),
    ("690", "692", -3.10, -60.00, "Manaus"),
    ("693", "693", 2.80, -60.70, "Boa Vista"),
    ("694", "698", -3.10, -60.00, "Manaus"),
    ("699", "699", -9.95, -67.80, "Rio Branco"),
    ("70", "73", -15.80, -47.90, "Brasília"),
    ("74", "76", -16.70, -49.25, "Goiânia"),
    ("768", "769", -8.75, -63.90, "Porto Velho"),
    ("77", "77", -10.20, -48.35, "Palmas"),
    ("78", "78", -15.60, -56.10, "Cuiabá"),
    ("79", "79", -20.45, -54.60, "Campo Grande"),
    ("80", "83", -25.45, -49.25, "Curitiba"),
    ("84", "84", -25.10, -50.15, "Ponta Grossa"),
    ("85", "85", -24.95, -53.45, "Cascavel"),
    ("86", "86", -23.30, -51.15, "Londrina"),
    ("87", "87", -23.40, -51.95, "Maringá"),
    ("88", "88", -27.60, -48.55, "Florianópolis"),
    ("89", "89", -26.30, -48.85, "Joinville"),
    ("90", "94", -30.05, -51.20, "Porto Alegre"),
    ("95", "95", -29.15, -51.20, "Caxias do Sul"),
    ("96", "96", -31.75, -52.35, "Pelotas"),
    ("97", "97", -29.70, -53.80, "Santa Maria"),
    ("98", "98", -28.65, -53.60, "Cruz Alta"),
    ("99", "99", -28.25, -52.40, "Passo Fundo"),
)


def _points() -> dict[str, tuple[float, float]]:
    return {
        str(digits).zfill(len(first)): (latitude, longitude)
        for first, last, latitude, longitude, _city in AREAS
        for digits in range(int(first), int(last) + 1)
    }


POINTS: Final = _points()


def area_of(postal_code: str) -> tuple[float, float] | None:
    """Latitude and longitude of the area of a CEP; None for a text that is none."""
    digits = "".join(filter(str.isdigit, postal_code))
    if len(digits) != 8:
        return None
    return POINTS.get(digits[:3]) or POINTS.get(digits[:2])
