package parley.crm.builtin;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import parley.base.ChatType;
import parley.crm.MessengerAddress;
import parley.rules.StageKind;

/// Something to look at: colleagues, a second pipeline, clients with their numbers in every spelling, deals.
final class Demo {

    /// What it is made of, in one language.
    private record Words(
            List<String> colleagues, List<String> first, List<String> last, List<String> goods, String pipeline) {}

    private static final Words RUSSIAN = new Words(
            List.of("Брюс Уэйн", "Скрудж Макдак", "Тони Старк", "Константин Константинопольский"),
            List.of("Анна", "Борис", "Вера", "Глеб", "Дарья", "Егор", "Жанна", "Иван"),
            List.of("Шевчук", "Коваленко", "Бондаренко", "Мороз", "Зима"),
            List.of("Кухня", "Велосипед", "Ремонт", "Подписка", "Доставка"),
            "Опт");

    private static final Words ENGLISH = new Words(
            List.of("Bruce Wayne", "Scrooge McDuck", "Tony Stark", "Konstantin Konstantinopolsky"),
            List.of("Anna", "Boris", "Vera", "Gleb", "Daria", "Igor", "Jean", "Ivan"),
            List.of("Sharp", "Cole", "Bond", "Frost", "Winter"),
            List.of("Kitchen", "Bicycle", "Refit", "Subscription", "Delivery"),
            "Wholesale");

    private static final String KEY = "demo-contact-";
    private static final int CONTACTS = 36;

    private final Tables tables;
    private final Words words;
    private final boolean russian;
    private final RandomGenerator random;

    Demo(Tables tables, boolean russian, RandomGenerator random) {
        this.tables = tables;
        this.russian = russian;
        this.words = russian ? RUSSIAN : ENGLISH;
        this.random = random;
    }

    void add(Writing w) {
        if (tables.contacts().byKey(w.tx(), KEY + 0).isPresent()) {
            return;
        }
        var employees =
                words.colleagues().stream().map(name -> colleague(w, name)).toList();
        var pipelines = new ArrayList<>(tables.pipelines().all(w.tx()));
        pipelines.add(tables.pipelines().insert(w, words.pipeline(), Founding.stages(russian)));
        for (int number = 0; number < CONTACTS; number++) {
            addClient(w, number, employees, pipelines.get(number % pipelines.size()));
        }
    }

    /// The owner may be called like one of them.
    private String colleague(Writing w, String name) {
        return tables.employees().all(w.tx()).stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .map(Employees.Row::id)
                .orElseGet(() -> tables.employees().insert(w, name, null, false));
    }

    private void addClient(Writing w, int number, List<String> employees, Pipelines.Row pipeline) {
        var name = words.first().get(number % words.first().size()) + " "
                + words.last().get(number % words.last().size());
        // Every fifth client is nobody's yet, every sixth is known by a messenger only.
        var responsible = number % 5 == 0 ? null : employees.get(random.nextInt(employees.size()));
        var phones = number % 6 == 5 ? List.<String>of() : List.of(phone(number));
        var addresses = number % 6 == 5
                ? List.of(new MessengerAddress(new ChatType("telegram"), "90000" + number, "client" + number))
                : List.<MessengerAddress>of();
        var contact = new Contacts.Card(name, responsible, phones, null, addresses);
        long id = tables.contacts().insert(w, contact, KEY + number).orElseThrow();
        var stage = responsible == null
                ? pipeline.first(StageKind.UNSORTED).orElseThrow()
                : pipeline.stages().get(1 + random.nextInt(pipeline.stages().size() - 1));
        var amount = responsible == null ? null : new BigDecimal((1 + random.nextInt(200)) * 500);
        var deal = new Deals.Card(
                words.goods().get(random.nextInt(words.goods().size())) + " №" + (number + 1),
                new Deals.Place(pipeline.id(), stage.id()),
                responsible,
                amount,
                List.of(Long.toString(id)));
        tables.deals().insert(w, deal, stage.kind().closed(), "demo-deal-" + number);
    }

    /// Numbers that nobody has (area code 000), as people type them.
    private static String phone(int number) {
        var end = String.format("%02d", number);
        return switch (number % 5) {
            case 0 -> "8 (000) 456-98-" + end;
            case 1 -> "+7 000 456 98 " + end;
            case 2 -> "800045698" + end;
            case 3 -> "7-000-456-98-" + end;
            default -> "000 456-98-" + end;
        };
    }
}
