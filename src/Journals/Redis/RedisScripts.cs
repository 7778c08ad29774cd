namespace AcdRouter.Journals;

/// <summary>
/// Everything that changes a journal. Numbers are compared as text where they must be equal, because Lua's numbers are floating
/// point; where they are ordered they are sequences, exact up to 2^53.
/// </summary>
internal static class RedisScripts
{
    /// <summary>
    /// Appends on the condition that the head is the expected one. Keys: head, records. Arguments: 1 installation or empty; 2-5 expected
    /// epoch, owner, sequence, batch; 6-9 the batch's own; 10 its mark; 11 on the records. Without records it only compares.
    /// <para>It always writes, if only a field that stays as it is: a server that may not write must not confirm a head, and WAIT then
    /// also covers a batch that an earlier try has stored.</para>
    /// <para>By this server's clock it notes when the owner was last there, be it idle; nobody else's call does.</para>
    /// </summary>
    public static readonly RedisScript Append = new(
        """
        local head = redis.call('HMGET', KEYS[1], 'epoch', 'owner', 'sequence', 'batch', 'halted', 'installation')
        if head[5] then return {'halted', head[5]} end
        if head[6] and ARGV[1] ~= '' and head[6] ~= ARGV[1] then return {'foreign', head[6]} end
        local epoch, owner, sequence, batch = head[1] or '0', head[2] or '', head[3] or '0', head[4] or ''
        local expected = epoch == ARGV[2] and owner == ARGV[3] and sequence == ARGV[4] and batch == ARGV[5]
        local last = #ARGV
        local now = redis.call('TIME')
        local seen = string.format('%.0f', now[1] * 1000 + math.floor(now[2] / 1000))
        if last == 10 or not expected or batch == ARGV[9] then
          if head[3] and (expected or batch == ARGV[9]) then redis.call('HSET', KEYS[1], 'sequence', sequence, 'seen', seen)
          elseif head[3] then redis.call('HSET', KEYS[1], 'sequence', sequence) end
          return {'head', epoch, owner, sequence, batch}
        end
        local before = tonumber(sequence) - 10
        for i = 11, last - 1 do
          redis.call('XADD', KEYS[2], string.format('%.0f-0', before + i), 'r', ARGV[i])
        end
        redis.call('XADD', KEYS[2], ARGV[8] .. '-0', 'r', ARGV[last], 'b', ARGV[10])
        redis.call('HSET', KEYS[1], 'sequence', ARGV[8], 'batch', ARGV[9], 'seen', seen)
        if epoch ~= ARGV[6] or owner ~= ARGV[7] then redis.call('HSET', KEYS[1], 'epoch', ARGV[6], 'owner', ARGV[7]) end
        if not head[6] and ARGV[1] ~= '' then redis.call('HSET', KEYS[1], 'installation', ARGV[1]) end
        return {'stored'}
        """);

    /// <summary>
    /// Makes uploaded chunks the snapshot and removes the last one's. Keys: head, snapshot. Arguments: 1-2 the writer's epoch and owner,
    /// both empty for one that never appended; 3 sequence, 4 hash, 5 chunks, 6 bytes, 7 what the chunks' names begin with.
    /// </summary>
    public static readonly RedisScript ReplaceSnapshot = new(
        """
        local head = redis.call('HMGET', KEYS[1], 'epoch', 'owner', 'sequence')
        local was = redis.call('HMGET', KEYS[2], 'sequence', 'chunks', 'at')
        local function remove(at, chunks)
          for i = 0, chunks - 1 do redis.call('UNLINK', at .. i) end
        end
        local sequence, chunks = tonumber(ARGV[3]), tonumber(ARGV[5])
        local verdict
        if sequence > tonumber(head[3] or '0') then verdict = 'beyond'
        elseif ARGV[1] ~= '' and (head[1] ~= ARGV[1] or head[2] ~= ARGV[2]) then verdict = 'deposed'
        elseif was[1] and tonumber(was[1]) > sequence then verdict = 'older' end
        if verdict then
          remove(ARGV[7], chunks)
          return verdict
        end
        for i = 0, chunks - 1 do
          if redis.call('EXISTS', ARGV[7] .. i) == 0 then return 'missing' end
        end
        for i = 0, chunks - 1 do redis.call('PERSIST', ARGV[7] .. i) end
        redis.call('HSET', KEYS[2], 'sequence', ARGV[3], 'hash', ARGV[4], 'chunks', ARGV[5], 'bytes', ARGV[6], 'at', ARGV[7])
        if was[3] and was[3] ~= ARGV[7] then remove(was[3], tonumber(was[2])) end
        return 'stored'
        """);

    /// <summary>
    /// Moves the cursor forward. Keys: head, cursor. Arguments: 1-2 the writer's epoch and owner as above; 3 sequence. A deposed writer
    /// moves nothing: its news may be of records that a fail-over has lost.
    /// </summary>
    public static readonly RedisScript SaveCursor = new(
        """
        local head = redis.call('HMGET', KEYS[1], 'epoch', 'owner', 'sequence')
        if tonumber(ARGV[3]) > tonumber(head[3] or '0') then return 'beyond' end
        if ARGV[1] ~= '' and (head[1] ~= ARGV[1] or head[2] ~= ARGV[2]) then return 'deposed' end
        if tonumber(redis.call('GET', KEYS[2]) or '0') < tonumber(ARGV[3]) then redis.call('SET', KEYS[2], ARGV[3]) end
        return 'stored'
        """);

    /// <summary>
    /// Forgets records, whatever the caller believes no further than snapshot and cursor. Keys: head, records, snapshot, cursor.
    /// Arguments: 1-2 the writer's epoch and owner as above; 3 the first sequence to keep.
    /// </summary>
    public static readonly RedisScript Trim = new(
        """
        local head = redis.call('HMGET', KEYS[1], 'epoch', 'owner')
        if ARGV[1] ~= '' and (head[1] ~= ARGV[1] or head[2] ~= ARGV[2]) then return 'deposed' end
        local snapshot = tonumber(redis.call('HGET', KEYS[3], 'sequence') or '0')
        local cursor = tonumber(redis.call('GET', KEYS[4]) or '0')
        local keep = math.min(tonumber(ARGV[3]), snapshot + 1, cursor + 1)
        redis.call('XTRIM', KEYS[2], 'MINID', string.format('%.0f-0', keep))
        return 'stored'
        """);

    /// <summary>
    /// Writes the installation into an empty store; of another it changes nothing. Keys: installation. Arguments: 1 id, 2 partitions,
    /// 3 hash, 4 replicas, 5 level. Returns the fields as stored.
    /// </summary>
    public static readonly RedisScript Initialise = new(
        """
        if redis.call('EXISTS', KEYS[1]) == 0 then
          redis.call('HSET', KEYS[1], 'id', ARGV[1], 'partitions', ARGV[2], 'hash', ARGV[3], 'replicas', ARGV[4], 'level', ARGV[5])
        elseif redis.call('HGET', KEYS[1], 'id') == ARGV[1] then
          redis.call('HSET', KEYS[1], 'replicas', ARGV[4])
        end
        return redis.call('HMGET', KEYS[1], 'id', 'partitions', 'hash', 'replicas', 'level')
        """);

    /// <summary>
    /// Halts a partition. Keys: head. Arguments: 1 the reason, 2 how many accepted losses the caller knows of. Where more were accepted, the
    /// loss that the caller has found is one of them, and nothing is done: 0.
    /// </summary>
    public static readonly RedisScript Halt = new(
        """
        if tonumber(redis.call('HGET', KEYS[1], 'losses') or '0') > tonumber(ARGV[2]) then return 0 end
        redis.call('HSET', KEYS[1], 'halted', ARGV[1], 'under', ARGV[2])
        return 1
        """);

    /// <summary>
    /// Lets a halted partition go on and counts the loss: one more than anybody knew who halted it, so that nothing remembered from before
    /// counts. Keys: head. Returns the count, or 0 for a partition that is not halted.
    /// </summary>
    public static readonly RedisScript AcceptLoss = new(
        """
        local head = redis.call('HMGET', KEYS[1], 'halted', 'losses', 'under')
        if not head[1] then return 0 end
        local losses = math.max(tonumber(head[2] or '0'), tonumber(head[3] or '0')) + 1
        redis.call('HSET', KEYS[1], 'losses', losses)
        redis.call('HDEL', KEYS[1], 'halted', 'under')
        return losses
        """);

    /// <summary>All but the append, which has connections of its own.</summary>
    public static readonly IReadOnlyList<RedisScript> Other = [ReplaceSnapshot, SaveCursor, Trim, Initialise, Halt, AcceptLoss];
}
