"""Finished view models with believable words, to look at the templates without a database."""

from __future__ import annotations

from balcao.entrypoints.storefront import chrome, shelfmates
from balcao.entrypoints.storefront import viewmodels as vm
from balcao.entrypoints.storefront.viewmodels import paying

NAMES = [
    ("Moringa de barro com copo", "R$ 189,00"), ("Bule de chá Mantiqueira", "R$ 320,00"),
    ("Fruteira Marajoara", "R$ 245,90"), ("Vaso Cabaça", "R$ 210,00"),
    ("Jarra bicolor", "R$ 158,00"), ("Prato raso Folhagem", "R$ 64,00"),
    ("Travessa Calçada", "R$ 276,00"), ("Caneca Manhã", "R$ 78,00"),
    ("Castiçais Novena, trio", "R$ 132,00"), ("Galinha-d’angola de mesa", "R$ 95,00"),
    ("Azulejos Athos, par", "R$ 148,00"), ("Manteigueira Sítio", "R$ 119,00"),
]  # fmt: skip
CATEGORIES = [
    "Cerâmica", "Têxteis", "Papelaria", "Luminárias", "Café e cozinha", "Bolsas", "Plantas e vasos",
    "Gravuras",
]  # fmt: skip


def picture(number: int) -> vm.Picture:
    return vm.Picture(src=f"/media/{number % 12}.webp", alt="Uma peça sobre a mesa")


def cards(count: int) -> tuple[vm.Card, ...]:
    return tuple(
        vm.Card(
            url=f"/p/peca-{i}/",
            title=NAMES[i % 12][0],
            picture=picture(i),
            price=("a partir de " if i % 5 == 0 else "") + NAMES[i % 12][1],
            compare_at="R$ 298,00" if i == 2 else "",
            tag={2: "Oferta", 5: "Esgotado"}.get(i, ""),
            is_first=i < 4,
        )
        for i in range(count)
    )


def links(current: str = "") -> tuple[vm.Link, ...]:
    return tuple(vm.Link(name, f"/c/{i}/", name == current) for i, name in enumerate(CATEGORIES))


def drawn_chrome(current: str) -> vm.Chrome:
    parts = chrome.ChromeParts(
        "Balcão", "", "oi@balcao.example", "/", "/search/", "/gift-card/", links(current)
    )
    return chrome._drawn(parts)


def shell(current: str = "") -> vm.Shell:
    return vm.Shell(
        store_name="Balcão",
        tagline="Cerâmica, têxteis, papel e luz, feitos por gente que assina o que faz.",
        language="pt-BR",
        origin="https://shop.example",
        home_url="/",
        search_url="/search/",
        cart_url="/cart/",
        account_url="/account/",
        cart_count=3,
        categories=links(current),
        languages=(
            vm.Link("Português", "/", True, "pt-BR"),
            vm.Link("English", "/en/", False, "en"),
        ),
        chrome=drawn_chrome(current),
    )


def home() -> vm.HomePage:
    return vm.HomePage(
        headline="Casa boa de morar",
        lead="Cerâmica, têxteis, papel e luz, feitos à mão por ateliês de todo o Brasil.",
        about="Compramos direto de quem faz, em lotes pequenos. Quando acaba, a gente espera a "
        "próxima fornada.",
        heroes=cards(2),
        tiles=tuple(vm.Tile(f"/c/{i}/", name, picture(i + 3)) for i, name in enumerate(CATEGORIES)),
        newest=cards(8),
    )


def listing() -> vm.ListingPage:
    return vm.ListingPage(
        title="Cerâmica",
        description="Peças de torno e de mão livre, queimadas em alta temperatura.",
        count="42 produtos",
        cards=cards(12),
        sorts=(
            vm.Link("Novidades", "?", True), vm.Link("Menor preço", "?sort=price"),
            vm.Link("Maior preço", "?sort=-price"), vm.Link("Nome", "?sort=title"),
        ),
        pager=vm.Pager("", "?page=2", (vm.Link("1", "?", True), vm.Link("2", "?page=2"))),
    )  # fmt: skip


def buy(tone: str = "in") -> vm.BuyBox:
    colors = ("Terracota", "Areia", "Verde-mata", "Azul-anil")
    return vm.BuyBox(
        product_url="/p/moringa/",
        add_url="/cart/add/moringa/",
        options=(
            vm.OptionGroup("o1", "Cor", tuple(
                vm.Choice(c, c, c == "Terracota", c == "Azul-anil") for c in colors
            )),
            vm.OptionGroup("o2", "Tamanho", tuple(
                vm.Choice(c, c, c == "1 litro", False) for c in ("600 ml", "1 litro")
            )),
        ),
        price="R$ 189,00",
        compare_at="R$ 220,00",
        availability={"in": "Em estoque, sai em até 2 dias úteis", "low": "Só restam 2",
                      "out": "Esgotado nesta combinação"}[tone],
        tone=tone,
        can_buy=tone != "out",
        max_quantity=12,
        picture=picture(0),
    )  # fmt: skip


def product() -> vm.ProductPage:
    return vm.ProductPage(
        title="Moringa de barro com copo",
        summary="Água fresca sem geladeira.",
        description_html="<p>Água fresca sem geladeira: o barro transpira e esfria a água em até "
        "cinco graus. O copo serve de tampa.</p><ul><li>Barro de Apiaí, queima a lenha</li>"
        "<li>Lave só com água</li></ul>",
        vendor="Ateliê Vale do Ribeira",
        category=vm.Link("Cerâmica", "/c/0/"),
        pictures=(picture(3),),
        buy=buy(),
        related=shelfmates.SafeString("<li></li>"),
    )


def line(number: int, notice: str = "") -> vm.Line:
    return vm.Line(
        key=f"key-{number}",
        title=NAMES[number][0],
        options="Terracota, 1 litro" if number == 0 else "",
        url="/p/x/",
        picture=picture(number),
        quantity=1 + number,
        unit=NAMES[number][1],
        total="R$ 378,00",
        notice=notice,
    )


def cart() -> vm.CartPage:
    return vm.CartPage(
        lines=(line(0), line(1, "Só restam 1 em estoque."), line(2)),
        subtotal="R$ 1.102,70",
        checkout_url="/checkout/",
    )


def sums() -> tuple[vm.Sum, ...]:
    return (vm.Sum("Subtotal", "R$ 1.102,70"), vm.Sum("Frete: Correios", "R$ 24,90"))


def checkout(*, refused: bool = False) -> vm.CheckoutPage:
    ufs = tuple((uf, uf) for uf in ("", "BA", "RJ", "SP"))
    return vm.CheckoutPage(
        contact=(
            vm.Field("email", "E-mail", "ana@", input_type="email", autocomplete="email",
                     error="Este e-mail parece incompleto." if refused else "",
                     hint="A confirmação do pedido vai para este endereço."),
            vm.Field("name", "Nome completo", "Ana Prado", autocomplete="name", width="half"),
            vm.Field("phone", "Telefone", "", autocomplete="tel", width="half", required=False),
        ),
        address=(
            vm.Field("country", "País", "BR", kind="select", refreshes=True, width="half",
                     choices=(("BR", "Brasil"), ("PT", "Portugal"))),
            vm.Field("postal_code", "CEP", "", width="half", inputmode="numeric"),
            vm.Field("line1", "Rua e número", "", autocomplete="address-line1"),
            vm.Field("line2", "Complemento", "", required=False, width="half"),
            vm.Field("district", "Bairro", "", width="half", required=False),
            vm.Field("city", "Cidade", "", width="two-thirds"),
            vm.Field("region", "UF", "", kind="select", width="third", choices=ufs),
        ),
        rates=(
            vm.Pick("pac", "Correios PAC", "5 a 9 dias úteis", "R$ 24,90", True),
            vm.Pick("sedex", "Correios Sedex", "1 a 3 dias úteis", "R$ 48,90", False),
        ),
        payments=(
            vm.Pick("bank_transfer", "Transferência bancária",
                    "Mostramos os dados logo após o pedido.", "", True),
            vm.Pick("cash_on_delivery", "Dinheiro na entrega",
                    "Pague a quem entrega o pacote.", "", False),
        ),
        lines=(line(0), line(1)),
        sums=sums(),
        total="R$ 1.127,60",
        expected_total=112760,
        idempotency_key="k",
        cart_url="/cart/",
        message="Algo mudou desde que você abriu esta página" if refused else "",
        changes=("Bule de chá Mantiqueira agora custa R$ 320,00.",) if refused else (),
        errors=(vm.Link("E-mail", "#email"),) if refused else (),
    )  # fmt: skip


def order() -> vm.OrderPage:
    names = ("Recebido", "Pago", "Embalado", "Enviado", "Entregue")
    return vm.OrderPage(
        number="B-1001",
        heading="Obrigado, Ana!",
        lead="Recebemos seu pedido e reservamos as peças. A confirmação vai para ana@example.com.",
        placed="23 de novembro de 2026, 10:31",
        state="Recebido",
        steps=tuple(
            vm.Step(name, "23 nov, 10:31" if i == 0 else "", "2026-11-23", i == 0, i == 0)
            for i, name in enumerate(names)
        ),
        lines=(line(0), line(1)),
        sums=sums(),
        total="R$ 1.127,60",
        address=("Ana Prado", "Rua das Laranjeiras, 12", "Rio de Janeiro, RJ", "22240-003"),
        shipping="Correios PAC",
        payment="Transferência bancária",
        instructions="Faça a transferência em até três dias úteis.",
        facts=(
            vm.Sum("Banco", "260"),
            vm.Sum("Conta", "0001 / 123456-7"),
            vm.Sum("Valor", "R$ 1.127,60"),
            vm.Sum("Referência", "B-1001"),
        ),
        status_url="/orders/abc/",
    )


def pay(step: str) -> paying.PayPage:
    """The page of a payment: the card form, the bank's question, or a transfer."""
    form = paying.CardForm(
        kind="stripe",
        script="https://js.stripe.com/v3/",
        step=step,
        secret="pi_1_secret_2",
        public_key="pk_test_1",
        redirect_url="https://bank.example/" if step == "confirm" else "",
        error="O cartão foi recusado." if step == "card" else "",
        declines=(paying.DeclineText("expired_card", "Vencido."), paying.DeclineText("", "Outro.")),
    )
    panel = paying.PayPanel(
        url="/orders/abc/pay/",
        back_url="/orders/abc/pay/",
        amount="R$ 1.127,60",
        label="Cartão",
        language="pt-BR",
        card=form if step else None,
        instructions="" if step else "Faça a transferência em até três dias úteis.",
        facts=() if step else (vm.Sum("Banco", "260"),),
        ways=(vm.Pick("bank_transfer", "Transferência", "Em três dias.", "", is_selected=False),),
        ways_error="Escolha uma forma." if step == "confirm" else "",
        message="Ainda não sabemos." if step == "confirm" else "",
    )
    return paying.PayPage("Pagar o pedido B-1001", "Só falta o pagamento.", order(), panel)


def past() -> vm.PastOrder:
    return vm.PastOrder(
        number="1042",
        url="/orders/x/",
        placed="28 de novembro de 2026",
        state="Seu pedido está a caminho.",
        total="R$ 378,00",
        summary="3 peças",
        again_url="/orders/x/again/",
        pictures=(picture(1), picture(2)),
    )


def account() -> vm.AccountPage:
    rows = ("Ana Prado", "Rua Augusta, 100", "São Paulo, SP", "01310-100", "Brasil")
    return vm.AccountPage(
        title="Olá, Ana",
        email="ana@example.com",
        orders=(past(),),
        addresses=(vm.KeptAddress("1", rows, True, "/account/addresses/1/"),),
        marketing_text="Escrevam-me sobre novidades.",
        is_told_news=True,
        url="/account/",
        new_address_url="/account/addresses/new/",
        sign_out_url="/account/sign-out/",
        devices=2,
        older_url="/account/?cursor=x",
        said="Salvo.",
    )


def address() -> vm.AddressPage:
    fields = (
        vm.Field("name", "Nome completo", "Ana Prado", autocomplete="name"),
        vm.Field(
            "country", "País", "BR", kind="select", refreshes=True, choices=(("BR", "Brasil"),)
        ),
        vm.Field("postal_code", "CEP", "1", error="Este CEP não existe."),
    )
    links_ = (vm.Link("CEP: Este CEP não existe.", "#postal_code"),)
    return vm.AddressPage(
        "Mudar o endereço", "/a/", fields, "/account/", is_new=False, errors=links_
    )


def quote() -> vm.QuotePage:
    return vm.QuotePage(
        number="D-1001",
        until="14 de dezembro de 2026, 00:00",
        note="Como combinamos por telefone.",
        lines=(line(0), line(1)),
        sums=sums(),
        total="R$ 1.127,60",
        included=(vm.Sum("ICMS 18%", "R$ 172,00"),),
        address=("Ana Prado", "Rua das Laranjeiras, 12", "Rio de Janeiro, RJ", "22240-003"),
        shipping="Correios PAC",
        payments=(vm.Pick("pix", "Pix", "Com o app do banco.", "", is_selected=True),),
        version=2,
        idempotency_key="k" * 20,
        message="O pagamento foi recusado.",
    )


def owed() -> vm.OwedPage:
    return vm.OwedPage(
        title="Pagar o pedido B-1001",
        lead="Ainda falta pagar R$ 300,00.",
        owed="R$ 300,00",
        sums=(vm.Sum("Total do pedido", "R$ 930,00"), vm.Sum("Pago até agora", "−R$ 630,00")),
        panel=pay("").panel,
    )


PAGES = {
    "account": ("account.html", account),
    "address": ("address.html", address),
    "shared": ("shared.html", lambda: vm.SharedPage((line(0),), "R$ 1", "/x/", "", "/cart/")),
    "shared-mine": (
        "shared.html",
        lambda: vm.SharedPage((line(0),), "R$ 1", "/x/", "https://x/", "/cart/"),
    ),
    "confirm": ("confirm.html", lambda: vm.ConfirmPage("Entrar?", "Só se foi você.", "/x/", "Sim")),
    "sign-in": ("sign_in.html", lambda: vm.SignInPage("Entrar", "/account/sign-in/", error="Não.")),
    "sign-in-code": (
        "sign_in.html",
        lambda: vm.SignInPage(
            "Digite o código",
            "/account/sign-in/",
            "ana@example.com",
            is_sent=True,
            error="Não.",
            fresh_url="/account/sign-in/?fresh=1",
        ),
    ),
    "home": ("home.html", home),
    "listing": ("listing.html", listing),
    "product": ("product.html", product),
    "search-empty": ("search.html", lambda: vm.ListingPage("Busca", "", "", (), query="xyz")),
    "cart": ("cart.html", cart),
    "cart-empty": ("cart.html", lambda: vm.CartPage((), "", "/checkout/")),
    "checkout": ("checkout.html", checkout),
    "checkout-refused": ("checkout.html", lambda: checkout(refused=True)),
    "order": ("order.html", order),
    "quote": ("quote.html", quote),
    "owed": ("owed.html", owed),
    "pay-card": ("pay.html", lambda: pay("card")),
    "pay-confirm": ("pay.html", lambda: pay("confirm")),
    "pay-transfer": ("pay.html", lambda: pay("")),
    "message": (
        "message.html",
        lambda: vm.MessagePage("Página não encontrada", "Talvez ela tenha mudado.", links()),
    ),
}
