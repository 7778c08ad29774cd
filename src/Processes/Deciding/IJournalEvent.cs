namespace AcdRouter.Processes;

/// <summary>
/// A fact in the journal. Apart from bus contracts: an event type lives as long as any journal that holds it, under the wire
/// name registered in its process's <see cref="EventCatalog"/>. Sealed records without raw collections.
/// </summary>
public interface IJournalEvent;
