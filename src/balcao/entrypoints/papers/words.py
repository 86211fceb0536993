"""The words of papers, in the languages that they speak."""

from __future__ import annotations

from typing import Final

ENGLISH: Final = {
    "purchase_order": "Purchase order",
    "draft": "Draft: this orders nothing yet.",
    "buyer": "Buyer",
    "supplier": "Supplier",
    "deliver_to": "Deliver to",
    "ordered_on": "Ordered on",
    "expected_on": "Expected on",
    "article": "Article",
    "code": "Your code / ours",
    "quantity": "Units",
    "unit_price": "Each",
    "per": "per {count}",
    "line_total": "Amount",
    "subtotal": "Subtotal",
    "total": "Total",
    "units": "Units in all",
    "terms": "Terms",
    "note": "Note",
    "tax_id": "Tax id",
    "page": "Page {page} of {pages}",
    "quote": "Please write {number} on your delivery note and invoice.",
    "packing_slip": "Packing slip",
    "placed_on": "Ordered on",
    "from": "From",
    "to": "To",
    "carrier": "Carrier",
    "bin": "Place",
    "packed": "Packed",
    "gift_message": "Message to lay in",
    "shopper_note": "Note of the shopper",
}
PORTUGUESE: Final = {
    "purchase_order": "Pedido de compra",
    "draft": "Rascunho: ainda não é um pedido.",
    "buyer": "Comprador",
    "supplier": "Fornecedor",
    "deliver_to": "Entregar em",
    "ordered_on": "Data do pedido",
    "expected_on": "Entrega prevista",
    "article": "Produto",
    "code": "Seu código / nosso",
    "quantity": "Unidades",
    "unit_price": "Preço",
    "per": "por {count}",
    "line_total": "Valor",
    "subtotal": "Subtotal",
    "total": "Total",
    "units": "Total de unidades",
    "terms": "Condições",
    "note": "Observação",
    "tax_id": "CNPJ/CPF",
    "page": "Página {page} de {pages}",
    "quote": "Informe {number} na nota fiscal e no documento de entrega.",
    "packing_slip": "Romaneio",
    "placed_on": "Data do pedido",
    "from": "Remetente",
    "to": "Destinatário",
    "carrier": "Transporte",
    "bin": "Local",
    "packed": "Separado",
    "gift_message": "Mensagem para o pacote",
    "shopper_note": "Observação do cliente",
}


def words_of(language: str) -> dict[str, str]:
    """The words of a language; English for those without words of their own."""
    return PORTUGUESE if language.lower().startswith("pt") else ENGLISH
